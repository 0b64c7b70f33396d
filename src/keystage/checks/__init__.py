"""The engine: checks declared by a rulebook, run over one return at a time."""
