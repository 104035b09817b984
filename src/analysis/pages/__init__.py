"""One module a question: its tables, its charts, and the values of its sentences."""
