"""Rounds: the collections an authority opens for its schools, with their dates."""
