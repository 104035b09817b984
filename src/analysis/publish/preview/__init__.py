"""The site as it would be now, page by page, while what it is made from is edited."""
