"""Pages of an authority about files: the tags schools choose from, and what it asks for."""
