"""What an example may change in the pupils and the header of a valid return."""

import copy
import dataclasses
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from keystage.checks.model import Component, Rulebook
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.errors import RulebookError
from keystage.core.records import Header, Kind, Result, Row, School
from keystage.rulebooks.samples import ESTAB, UPN_LA, valid_value

_CELLS = ("upn", "surname", "forename", "dob", "sex", "nc_year")
_CELLS_ONLY = ("former_upn", "postcode")
_PLAIN = ("group", "cohort")
_ANOTHER = 500  # serial numbers from here on belong to nobody in a sample
_ZERO_WIDTH_SPACE = "\u200b"


def numbers(key: str, rows: int) -> range:
    """Return the row numbers `key` stands for: '2', '2-4' or '*' (all of `rows`)."""
    if key == "*":
        return range(1, rows + 1)
    first, _, last = key.partition("-")
    try:
        return range(int(first), int(last or first) + 1)
    except ValueError:
        raise RulebookError(f"{key!r} is not the number of a pupil") from None


def changed_rows(
    book: Rulebook, rows: Sequence[Row], changes: Mapping[str, Any]
) -> list[Row]:
    """Return the rows with the changes of an example made; `rows` are used up."""
    by_number = {row.position: row for row in rows}
    for key, patch in changes.items():
        for number in numbers(key, len(rows)):
            fields = dict(patch)
            if "like" in fields:
                like = copy.deepcopy(by_number[fields.pop("like")])
                by_number[number] = dataclasses.replace(like, position=number)
            elif number not in by_number:
                raise RulebookError(f"there is no pupil {number}; say whom it is like")
            _change(book, by_number[number], fields)
    return [by_number[number] for number in sorted(by_number)]


def _change(book: Rulebook, row: Row, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name == "results":
            for component, given in value.items():
                for one in _components(book, component):
                    _give(book, row, one, given)
        elif name == "others":
            row.others = [
                Result(one, text, Cell(text, row.place), 90 + at, _kind_of(book, one))
                for at, (one, text) in enumerate(value.items())
            ]
        else:
            _change_field(book, row, name, value)


def _kind_of(book: Rulebook, name: str) -> Kind:
    """Return what a result says it is, on the scale of the book's first component."""
    like = next(iter(book.components.values())).coding
    return Kind(
        stage=like.stage,
        locale="ENG",
        year=str(book.year),
        subject=like.subject,
        method=like.method,
        component=name,
        status="R",
        qualifier=like.qualifier,
    )


def _change_field(book: Rulebook, row: Row, name: str, value: str) -> None:
    text = _field_text(book, row, value)
    if name in (*_CELLS, *_CELLS_ONLY):
        row.cells[name] = Cell(text, row.place)
    if name == "upn":
        row.upn = upn.tidy(text)
    elif name in (*_CELLS, *_PLAIN):
        setattr(row, name, text)
    elif name not in _CELLS_ONLY:
        raise RulebookError(f"an example cannot change {name!r} of a pupil")


def _field_text(book: Rulebook, row: Row, value: str) -> str:
    if not value.startswith("@"):
        return value
    cohort = next(one for one in book.cohorts if one.id == row.cohort)
    serial = _ANOTHER + row.position
    another = upn.make(UPN_LA, ESTAB, book.year, serial)
    meanings = {
        "@before": (cohort.born_from - timedelta(days=1)).isoformat(),
        "@from": cohort.born_from.isoformat(),
        "@to": cohort.born_to.isoformat(),
        "@after": (cohort.born_to + timedelta(days=1)).isoformat(),
        "@upn": another,
        "@temporary": upn.make(UPN_LA, ESTAB, book.year, serial, temporary=True),
        "@wrong": ("A" if another[0] != "A" else "B") + another[1:],
        "@long": "Lee" * 43,
    }
    return _meaning(meanings, value)


def _meaning(meanings: Mapping[str, str], value: str) -> str:
    if value not in meanings:
        raise RulebookError(f"{value!r} is none of {', '.join(meanings)}")
    return meanings[value]


def _components(book: Rulebook, name: str) -> list[Component]:
    if name == "@all":
        return list(book.components.values())
    required = [part for part in book.components.values() if part.required]
    if name == "@required":
        return required
    if name == "@first":
        return required[:1]
    if name not in book.components:
        raise RulebookError(f"there is no component {name!r} to change")
    return [book.components[name]]


def _give(book: Rulebook, row: Row, component: Component, given: Any) -> None:
    values = given if isinstance(given, list) else [given]
    number = 1 + max(
        (one.number for each in row.results.values() for one in each), default=0
    )
    row.results.pop(component.id, None)
    if values:
        row.results[component.id] = [
            Result(component.id, value, Cell(text, row.place), number + at)
            for at, (value, text) in enumerate(
                _value(book, component, one) for one in values
            )
        ]


def _value(book: Rulebook, component: Component, given: Any) -> tuple[str, str]:
    """Return the value as read and the text as sent."""
    if isinstance(given, Mapping):
        return given["value"], given["text"]
    text = str(given)
    if not text.startswith("@"):
        return text, text
    code = next((name for name in component.codes if name.isalpha()), "")
    meanings = {
        "@valid": (valid_value(book, component), valid_value(book, component)),
        "@other": (valid_value(book, component, 1), valid_value(book, component, 1)),
        "@code": (code, code),
        "@lower": (code, code.lower()),
        "@hidden": (code, code + _ZERO_WIDTH_SPACE),
        "@word": (code, (*book.codes[code].synonyms, "")[0] if code else ""),
    }
    if text not in meanings:
        raise RulebookError(f"{text!r} is none of {', '.join(meanings)}")
    return meanings[text]


def changed_header(header: Header, changes: Mapping[str, Any]) -> None:
    """Make the changes of an example in `header`, parts of schools included."""
    for name, value in changes.items():
        if name not in {field.name for field in dataclasses.fields(Header)}:
            raise RulebookError(f"there is no {name!r} in a header")
        part = getattr(header, name)
        if isinstance(part, School):
            setattr(header, name, dataclasses.replace(part, **value))
        else:
            setattr(header, name, value)
