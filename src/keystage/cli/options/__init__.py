"""What several verbs ask for in the same words."""
