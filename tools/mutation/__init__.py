"""Mutation testing: change the library bit by bit, and see that a test notices."""
