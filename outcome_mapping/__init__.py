"""What words may mean: frameworks, lexicons, context rules and the mapper that reads with them.

Nothing is imported here, so that reading a domain's name never loads spaCy.
"""
