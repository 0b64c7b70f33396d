"""The service's verbs for the command line, found as all verbs are; light to load."""
