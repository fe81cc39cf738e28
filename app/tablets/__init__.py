"""Tablets: what is taken along on one, what waits on one, and how one is stopped."""
