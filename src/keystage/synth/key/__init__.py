"""The answer key: what is true of the invented authority, one line a fact."""
