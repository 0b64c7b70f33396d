"""What a sheet is made of, asked of the database in a few questions."""
