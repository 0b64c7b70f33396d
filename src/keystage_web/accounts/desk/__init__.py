"""The pages on people, roles and keys: the same for a school and for an authority."""
