"""Feature: what a team leader sees: confirmed tags added up."""
