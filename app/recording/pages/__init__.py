"""One typed page object for each template: everything formatted, nothing decided."""
