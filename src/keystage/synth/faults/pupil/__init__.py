"""Recipes that change one pupil, for the rules all collections share."""
