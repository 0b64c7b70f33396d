"""The command line: one file per verb, found through `keystage.verbs`."""
