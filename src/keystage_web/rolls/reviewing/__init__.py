"""A file held against a roll: what would change, and what a person must decide."""
