"""The pages of people at a school."""
