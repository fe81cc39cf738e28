"""Feature: the conversation itself: answers, suggestions and confirmed tags."""
