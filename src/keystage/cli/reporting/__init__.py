"""The verb that makes a school's report: its arguments, and what it reads."""
