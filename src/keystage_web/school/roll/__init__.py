"""The roll of a school: its list, its children, its classes, and files of it."""
