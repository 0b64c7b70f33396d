"""What the ids in a receipt are called: roles, ways, kinds of files, what was declared."""

from collections.abc import Mapping
from typing import Any

from keystage import rulebooks
from keystage.core.errors import KeystageError
from keystage.rulebooks.entry import entry_of

type Words = Mapping[str, str]

# How a receipt names who it is of; no id of a receipt begins so.
PUPIL, PUPILS = "@pupil", "@pupils"
WORDS: Words = {
    "teacher": "Teacher",
    "office": "Office",
    "head": "Headteacher",
    "delegate": "Named by the headteacher to sign",
    "setting": "Setting manager",
    "trust_user": "Trust",
    "la_officer": "Data officer",
    "la_analyst": "Analyst",
    "la_admin": "Administrator",
    "la_dpo": "Data protection officer",
    "marksheet": "On the marksheet",
    "file": "In a file",
    "behalf": "By the authority, on the school's behalf",
    "correction": "By a correction",
    "ctf": "Common Transfer File",
    "xlsx": "Excel workbook",
    "ods": "OpenDocument workbook",
    "csv": "CSV",
    "pdf": "PDF",
    "docx": "Word document",
    "other": "Another file",
}


def words_of(told: Mapping[str, Any]) -> Words:
    """Return the words for the ids in a receipt, given as plain values.

    Components and statements are called as its rulebook calls them; where no
    rulebook of the name is known, they stand as they are.
    """
    if not told["collection"]:
        return WORDS
    try:
        book = rulebooks.load(told["collection"]["book"])
    except KeystageError:
        return WORDS
    said = entry_of(book)
    titles = {name: part.title for name, part in book.components.items()}
    people = {PUPIL: book.words["pupil"], PUPILS: book.words["pupils"]}
    return {**WORDS, **said.declares, **said.signs, **titles, **people}
