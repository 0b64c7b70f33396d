"""What is done with people, their roles and suppliers' keys: each one event."""
