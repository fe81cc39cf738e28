"""Feature: domain-level tables for commissioners, safe to take away."""
