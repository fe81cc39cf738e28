"""Feature: the plan made from a conversation, as a page and as a PDF."""
