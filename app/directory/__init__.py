"""Feature: what the community offers, kept here so that it can be found with no network."""
