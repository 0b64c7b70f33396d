"""The pages of people at an authority."""
