"""Results out of the service: a file for somebody in four steps, and a school's papers."""
