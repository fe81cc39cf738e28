"""Feature: the people conversations are held with."""
