"""The shell: the part of a visit that a tablet keeps, so that a visit needs no signal."""
