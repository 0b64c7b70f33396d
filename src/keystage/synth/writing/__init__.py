"""Returns, rolls and what else is known, as the bytes of files."""

from keystage.synth.writing.ctf import ctf_bytes, file_name
from keystage.synth.writing.known import (
    LEARNED_HEADINGS,
    due,
    due_headings,
    learned,
    prior_files,
    school_at,
    school_facts,
    season_facts,
)
from keystage.synth.writing.rolls import roll_file
from keystage.synth.writing.zipped import zip_bytes

__all__ = [
    "LEARNED_HEADINGS",
    "ctf_bytes",
    "due",
    "due_headings",
    "file_name",
    "learned",
    "prior_files",
    "roll_file",
    "school_at",
    "school_facts",
    "season_facts",
    "zip_bytes",
]
