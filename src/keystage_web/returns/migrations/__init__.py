"""Changes to the tables of returns."""
