"""Who comes in and what they may see: authorities, schools, people and their roles."""
