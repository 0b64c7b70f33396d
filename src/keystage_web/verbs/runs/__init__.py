"""The work behind the verbs: the first modules that need Django."""
