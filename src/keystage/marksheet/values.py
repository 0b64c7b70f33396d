"""How a text is read, whatever it stood in: a file, a sheet, a list of pupils."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from keystage.checks.model import Cohort, Component, Rulebook
from keystage.core import years

_HIDDEN = {"Cc", "Cf"}
_SPACES = re.compile(r"\s+")
_YEAR_WORD = re.compile(r"(?:YEAR|YR|Y)?\s*0?([0-9]{1,2})")
_YEAR_GROUPS = {"E1", "E2", "N1", "N2", "R", *map(str, range(1, 15))}
_RECEPTION = {"RECEPTION", "REC", "YR", "YEAR R", "R"}
# Texts remembered for one component; only a hostile file has more.
_MOST_TEXTS = 5_000


def school_number(la: str, estab: str) -> str:
    """Return the seven digits of authority and establishment, or '' if not digits."""
    number = la + estab
    sound = len(number) == len("9991234") and number.isascii() and number.isdigit()
    return number if sound else ""


def year_group(text: str) -> str:
    """Return the curriculum year `text` names (`R`, `1`), or '' if it names none.

    `Year 1`, `Y1` and `01` are year 1; a class's name is no year.
    """
    word = _SPACES.sub(" ", text).strip().upper()
    if word in _RECEPTION:
        return "R"
    number = _YEAR_WORD.fullmatch(word)
    word = number[1] if number else word
    return word if word in _YEAR_GROUPS else ""


def tidy_name(text: str) -> str:
    """Return `text` without invisible characters, white space collapsed."""
    if not (text.isascii() and text.isprintable()):
        text = _SPACES.sub(" ", text)
        text = "".join(c for c in text if unicodedata.category(c) not in _HIDDEN)
    return " ".join(text.split())


def tidy_value(text: str) -> str:
    """Return `text` without invisible characters, or spaces of any sort around it."""
    if text.isascii() and text.isalnum():
        return text
    seen = (c for c in text if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    return "".join(seen).strip()


def reader_of(book: Rulebook, component: Component) -> Callable[[str], str]:
    """Return how a text of `component` is read: a code of the book, or as sent.

    Only plain letters are compared without case: a letter of another alphabet
    that looks the same is another letter, and the check says so.
    """
    codes: dict[str, str] = {}
    for name in component.codes:
        for form in (*book.codes[name].synonyms, name):
            codes[form.casefold()] = name
    known: dict[str, str] = {}

    def read(text: str) -> str:
        if text not in known:
            if len(known) >= _MOST_TEXTS:
                known.clear()
            value = tidy_value(text)
            folded = value.casefold() if value.isascii() else value
            known[text] = codes.get(folded, value)
        return known[text]

    return read


def cohort_of(nc_year: str, dob: str, cohorts: tuple[Cohort, ...]) -> str:
    """Return the id of the cohort of a pupil, or '': by year group, else by age."""
    if nc_year:
        return next((part.id for part in cohorts if nc_year in part.nc_years), "")
    born = years.parse_date(dob)
    if born is None:
        return ""
    fits = (part.id for part in cohorts if part.born_from <= born <= part.born_to)
    return next(fits, "")


def readers_of(book: Rulebook) -> Mapping[str, Callable[[str], str]]:
    """Return how the texts of each component are read, by its id; '' for any other."""
    readers = {
        component.id: reader_of(book, component)
        for component in book.components.values()
    }
    return {**readers, "": tidy_value}
