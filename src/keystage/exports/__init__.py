"""Results for other people's programs: one form of file a module.

`jsonl` holds everything a Common Transfer File does, one pupil a line, and reads it
back. `choose` says which pupils and which of their parts go into a file, `outgoing`
makes one for whom it goes to out of a school's own results.
"""

from keystage.exports import choose, jsonl

__all__ = ["choose", "jsonl"]
