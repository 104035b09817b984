"""Which numbers differ between two revisions or two days, and which rows, parameters or code explain it."""
