"""A file of schools on its way in: read, looked through, saved."""
