"""What keeps the data: rows that are added by hand, and figures that are fetched anew."""
