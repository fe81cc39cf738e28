"""Practice data: invented people to learn and test with, never anybody's real record."""
