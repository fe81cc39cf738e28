"""Tools for those who work on the product; nothing here runs when it serves."""
