"""The verbs that mend, compare and convert, and what they share."""
