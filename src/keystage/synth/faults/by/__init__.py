"""Recipes for the rules of one collection each."""
