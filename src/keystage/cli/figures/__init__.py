"""The verb that says what results come to: its arguments, and what it reads."""
