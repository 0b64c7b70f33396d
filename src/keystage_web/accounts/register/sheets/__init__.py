"""A file of schools as a table: its columns, its rows, its links."""
