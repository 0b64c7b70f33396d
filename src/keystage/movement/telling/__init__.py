"""Facts as people tell them, and verdicts in words for people."""
