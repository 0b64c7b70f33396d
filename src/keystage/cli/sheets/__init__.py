"""The verbs that make and read marksheets: their arguments, and what they do."""
