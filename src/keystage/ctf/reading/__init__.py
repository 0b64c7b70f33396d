"""How a Common Transfer File becomes records."""
