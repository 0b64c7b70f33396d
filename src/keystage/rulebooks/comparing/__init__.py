"""What differs between two rulebooks, in words a head teacher can read.

`compare(old, new)` gives sections of sentences, each once, in the order a person asks:
is it due, who, what, how it is entered, when, what is checked. What merely moves on with
the year (windows of birth, versions of the file) is one sentence or none.
"""

from keystage.rulebooks.comparing.sections import Section, compare, last_year

__all__ = ["Section", "compare", "last_year"]
