"""No word of the marksheet's pages is left in English, but for the rulebook's own."""

import re

import pytest

from keystage import measures, rulebooks
from keystage.marksheet import grid
from keystage.rulebooks.entry import entry_of
from keystage_web.accounts.roles import Role
from tests.integration.web.school.marksheet.room import Room
from tests.integration.web.test_translation import MARKED, Words, made_up
from tests.integration.web.test_translation import NAMES as INVENTED

__all__ = ["made_up"]

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
BOOK = rulebooks.load("eyfsp-2026")
KEYS = (
    *("Shift+F8", "F8", "Shift+Enter", "Enter", "Shift+Tab", "Tab", "Home", "End"),
    *("Esc", "Delete", "F2", "Page Up", "Page Down", "Alt+↓", "Shift+↑ ↓ ← →"),
    *("Ctrl+Enter", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Z", "Ctrl+Y", "Ctrl+D"),
    "Ctrl+R",
)
PEOPLE = ("Headteacher 2001", "Teacher 2001")
NAMES = (
    "Authority 999",
    "School 2001",
    "Quill",
    "Ann",
    "Bob",
    "Cas",
    "Dot",
    "Oak",
    "Elm",
)


def own() -> list[str]:
    """Return the rulebook's words, names and keys, the longest first."""
    found = {
        BOOK.title,
        *BOOK.areas.values(),
        *BOOK.words.values(),
        *KEYS,
        *NAMES,
        *PEOPLE,
    }
    found |= {word.capitalize() for word in BOOK.words.values()}
    found |= {column.note for column in grid.columns(BOOK)}
    found |= {spec.title for spec in measures.specs(BOOK)}
    for part in BOOK.components.values():
        found |= {part.id, part.title, part.short}
    for code in BOOK.codes.values():
        found |= {code.name, *code.synonyms}
    for measure in BOOK.measures.values():
        if isinstance(measure, dict):
            found |= {str(measure.get("title")), str(measure.get("short"))}
    for ask in entry_of(BOOK).asks:
        found |= {ask.title, ask.question, ask.mixed, *ask.grounds.values()}
    return sorted(found - {""}, key=len, reverse=True)


def rest(page: str) -> list[str]:
    """Return what is left of a page once the rulebook's words are taken away."""
    found = []
    for text in Words(page).found:
        left = text
        for _ in range(4):  # a translated sentence may hold another
            left = MARKED.sub("", left)
        for word in (*own(), *INVENTED):
            left = left.replace(word, "")
        if re.search("[A-Za-z]{2}", left):
            found.append(" ".join(left.split()))
    return found


@pytest.mark.usefixtures("made_up")
def test_no_word_of_a_page_is_left_in_english(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    room.desk.save((ann, "E01", "2", 0))
    (clash,) = room.desk.clashes()
    pages = [
        room.page(),
        room.page("clash", clash.id),
        room.page("done", room.desk.oak.id),
        *(room.page(name) for name in ("fill", "restore", "entry", "keys", "print")),
        room.page("notes"),
        *(room.page(name, ann) for name in ("pupil", "pupil-notes", "known")),
        *(room.page(name, ann, "E01") for name in ("cell", "ask")),
    ]
    for page in pages:
        assert "⟦" in page
        assert " | ".join(rest(page)) == ""
