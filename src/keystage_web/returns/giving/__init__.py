"""What was sent, given on: a version as a file, read back before anybody gets it."""
