"""From a file's bytes to children as it tells of them; no Django, so a child process can."""
