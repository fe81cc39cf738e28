"""Feature: the person's own pages: reading the plan, correcting it, agreeing or not."""
