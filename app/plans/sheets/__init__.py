"""A plan set out as blocks, once, for every form it is read in: paper, page, large print, text."""
