"""From a check's template to a sentence: placeholders, lists, and safe values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from string import Formatter

_VALUE_FIRST = ("", "value")
LONGEST_SHOWN = 60
LONGEST_LIST = 16
LONGEST_NAME = 128
LONGEST_PATH = 4096  # a file is found again by its name
FIELDS = {
    "upn": "UPN",
    "former_upn": "former UPN",
    "surname": "surname",
    "forename": "forename",
    "dob": "date of birth",
    "sex": "sex",
    "nc_year": "year group",
    "postcode": "postcode",
}
HEADER_PATHS = {
    "document_name": "DocumentName",
    "version": "CTFversion",
    "date_time": "DateTime",
    "qualifier": "DocumentQualifier",
    "data_qualifier": "DataQualifier",
    "descriptor": "DataDescriptor",
    "supplier": "SupplierID",
    "source.la": "SourceSchool/LEA",
    "source.estab": "SourceSchool/Estab",
    "source.urn": "SourceSchool/URN",
    "source.name": "SourceSchool/SchoolName",
    "source.academic_year": "SourceSchool/AcademicYear",
    "destination.la": "DestSchool/LEA",
    "destination.estab": "DestSchool/Estab",
    "destination.urn": "DestSchool/URN",
}
"""Where a header's field stands in a Common Transfer File, below its header."""


SUBJECTS = frozenset((*FIELDS, *HEADER_PATHS))
"""All that a finding may be about that is no component."""


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return `text` fit to stand in a sentence: visible, one line, not too long.

    Control, format and separator characters, which can hide, break lines or turn
    the direction of what follows, and spaces of other sorts are written as
    `<U+202E>`.
    """
    if text.isprintable() and len(text) <= longest:
        return text
    safe = (
        char if char.isprintable() else f"<U+{ord(char):04X}>"
        for char in text[: longest + 1]
    )
    line = "".join(safe)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def listed(items: Sequence[str], last: str = "or") -> str:
    """Return `a, b or c`; a long list is cut and says how many more there are."""
    if len(items) > LONGEST_LIST:
        more = len(items) - LONGEST_LIST
        return f"{', '.join(items[:LONGEST_LIST])} and {more} more"
    if len(items) < 2:  # noqa: PLR2004 - a list needs two items to have a last
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def long_date(day: date) -> str:
    """Return `1 September 2018`, in English whatever the machine's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted(number: int, one: str, many: str) -> str:
    """Return `1 pupil` or `3 pupils`."""
    return f"{number} {one if number == 1 else many}"


class Template:
    """A sentence with `{names}` in it, taken apart once."""

    def __init__(self, text: str) -> None:
        """Raise `ValueError` where `text` is no template of plain names."""
        parts: list[tuple[str, str | None]] = []
        for literal, name, spec, conversion in Formatter().parse(text):
            if spec or conversion or (name is not None and not name.isidentifier()):
                raise ValueError(f"{{{name}}} is not a plain name")
            parts.append((literal, name))
        self._parts = tuple(parts)

    @property
    def names(self) -> frozenset[str]:
        """The names a value is needed for."""
        return frozenset(name for _, name in self._parts if name is not None)

    def fill(self, facts: Mapping[str, str]) -> str:
        """Return the sentence, a fact not given being ''.

        It begins with a capital, save where a value as sent stands first.
        """
        filled = "".join(
            literal + ("" if name is None else facts.get(name, ""))
            for literal, name in self._parts
        )
        if self._parts[:1] == (_VALUE_FIRST,):
            return filled
        return filled[:1].upper() + filled[1:]


def percent(part: int, whole: int) -> str:
    """Return `part` of `whole` as a whole percentage; '0' of nothing."""
    return str(round(100 * part / whole)) if whole else "0"


def natural(names: Iterable[str]) -> tuple[str, ...]:
    """Return `names` sorted, each once."""
    return tuple(sorted(set(names)))


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
