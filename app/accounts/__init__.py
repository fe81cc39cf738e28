"""Feature: staff accounts and teams: signing in and out, and looking after accounts."""
