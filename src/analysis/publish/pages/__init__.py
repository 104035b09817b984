"""What stands on each kind of page, as HTML or as values for its template."""
