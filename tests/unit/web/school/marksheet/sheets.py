"""Marksheets made by hand, as the pages are given them: a class, and classes of any size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.marksheet import grid
from keystage_web.returns.sheet import choice
from keystage_web.returns.sheet.model import (
    Accepts,
    Cell,
    Coded,
    Column,
    Counts,
    Figure,
    Foot,
    Named,
    Row,
    Sheet,
    State,
    Worked,
)

ROUND, MAPLE = "0000000000000r01", "0000000000000c01"
EYFSP = "eyfsp-2026"
_SHOWN = {"gld", "points"}
_NAMES = (
    *("Adeyemi, Tolu", "Ahmed, Zara", "Anderson, Max", "Begum, Maryam"),
    *("Clarke, Poppy", "Costa, Mateus", "Davies, Rhys", "Evans, Seren"),
    *("Fofanah, Idris", "García, Lucía", "Hughes, Finn", "Iqbal, Haris"),
    *("Jones, Beau", "Kowalska, Zofia", "Li, Xinyi", "Müller, Jonas"),
    *("Ngũgĩ, Achieng", "O’Brien, Zoë", "Patel, Aanya", "Quinn, Erin"),  # noqa: RUF001 - as written
    "Roberts, Tom",
)
# What each child was given, as the drawing of the page has it.
_GIVEN = (
    *("2" * 17, "22221" + "2" * 12, "2" * 17, "2" * 17),
    *("2222221" + "2" * 10, "21222222122322222", "2" * 17, "A" * 17),
    *("22221122121112222", "2" * 17, "2" * 17, "222222222"),
    *("2" * 17, "11111121111121221", "11212122112212122", "2" * 17),
    *("2" * 17, "22112122111111112", "", "", ""),
)


@dataclass(frozen=True)
class Child:
    """What one row is made of: a name, values, and what stands beside them."""

    name: str
    values: Sequence[str]
    remarks: tuple[str, ...] = ()
    flag: bool = False
    exempt: bool = False
    cells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def pupil_id(number: int) -> str:
    """Return the id of the pupil of a row."""
    return f"0000000000000{number:03d}"


def columns(book: Rulebook) -> tuple[Column, ...]:
    """Return the columns of a book that are typed, and those that follow in the picture."""
    return tuple(
        Column(
            id=one.id,
            title=one.title,
            short=one.short,
            area=one.area,
            note=one.note,
            accepts="" if one.kind is grid.Kind.DERIVED else _accepts(one),
            required=one.required,
        )
        for one in grid.columns(book)
        if one.kind is grid.Kind.RESULT or one.id in _SHOWN
    )


def _accepts(one: grid.Column) -> str:
    return "mark" if one.is_mark else "-".join(one.codes)


def accepts(book: Rulebook) -> dict[str, Accepts]:
    """Return what the columns of a book accept."""
    found = {}
    for one in grid.columns(book):
        if one.kind is grid.Kind.RESULT:
            codes = tuple(
                Coded(
                    code.id, code.name, code.meaning, "below" if code.id == "1" else ""
                )
                for code in map(book.codes.__getitem__, one.codes)
            )
            words = {
                word.casefold(): id_
                for id_ in one.codes
                for word in (id_, *book.codes[id_].synonyms)
            }
            found[_accepts(one)] = Accepts(
                _accepts(one), codes, words, one.minimum, one.maximum
            )
    return found


def row(number: int, child: Child, columns_: Sequence[Column]) -> Row:
    """Return one row."""
    typed = [one for one in columns_ if not one.worked]
    values = [*child.values, *[""] * len(typed)]
    cells = {
        one.id: Cell(value, 1 if value else 0, **child.cells.get(one.id, {}))
        for one, value in zip(typed, values, strict=False)
    }
    filled = sum(bool(cell.value) for cell in cells.values())
    problems = sum(bool(cell.mark) for cell in cells.values())
    complete = filled == len(typed) and not problems
    return Row(
        pupil=pupil_id(number),
        name=child.name,
        klass=MAPLE,
        klass_name="Maple",
        year_group="R",
        remarks=child.remarks,
        cells=cells,
        worked=_worked(child, complete=complete, of=(filled, len(typed))),
        filled=filled,
        due=len(typed),
        blanks=len(typed) - filled,
        problems=problems,
        flags=int(child.flag),
        flag=child.flag,
        exempt=child.exempt,
    )


def _worked(child: Child, *, complete: bool, of: tuple[int, int]) -> dict[str, Worked]:
    if child.exempt:
        none = "–"  # noqa: RUF001 - as shown
        return {"gld": Worked(none, "Exempt"), "points": Worked("0 (A)", "0, exempt")}
    if not complete:
        filled, due = of
        said = Worked("–", "Not complete")  # noqa: RUF001 - as shown
        return {
            "gld": said,
            "points": Worked(f"{filled} of {due}", f"{filled} of {due} entered"),
        }
    good = "1" not in child.values[:12]
    total = sum(map(int, child.values))
    text = "Yes" if good else "No"
    return {"gld": Worked(text, text), "points": Worked(str(total), str(total))}


def sheet(children: Sequence[Child], book: str = EYFSP, **more: Any) -> Sheet:
    """Return the sheet of some children of a class."""
    held = rulebooks.load(book)
    columns_ = columns(held)
    rows = tuple(row(at, child, columns_) for at, child in enumerate(children, 1))
    told: dict[str, Any] = {
        "round": ROUND,
        "of_return": "0000000000000t01",
        "book": held.id,
        "title": held.title,
        "year": held.year,
        "words": held.words,
        "columns": columns_,
        "accepts": accepts(held),
        "asks": (),
        "rows": rows,
        "foot": Foot(),
        "counts": Counts(
            pupils=len(rows),
            complete=sum(one.complete for one in rows),
            blanks=sum(one.blanks for one in rows),
            problems=sum(one.problems for one in rows),
            flags=sum(one.flags for one in rows),
        ),
        "seq": 7,
        "classes": (Named(MAPLE, "Maple", len(rows)),),
        "groups": (),
        "clashes": (),
        "notes": 0,
        "choice": choice.Choice(klass=MAPLE),
    }
    return Sheet(**{**told, **more})


def maple() -> Sheet:
    """Return the class of the picture: a value that is none, a comment, a flag, an A."""
    said = "3 is not a result for Numerical patterns in 2026: use 1, 2 or A."
    more: dict[str, dict[str, Any]] = {
        "Begum, Maryam": {"flag": True},
        "Costa, Mateus": {"cells": {"E12": {"mark": said}}},
        "Evans, Seren": {"exempt": True, "remarks": ("Exemption on record.",)},
        "Fofanah, Idris": {"cells": {"E05": {"notes": 1}}},
        "García, Lucía": {"remarks": ("Joined 8 June: your school reports.",)},
        "Hughes, Finn": {"cells": {"E09": {"clash": "0000000000000k01"}}},
        "Jones, Beau": {"cells": {"E03": {"flag": True}}},
    }
    children = [
        Child(name, given, **more.get(name, {}))
        for name, given in zip(_NAMES, _GIVEN, strict=True)
    ]
    typed = [one for one in columns(rulebooks.load(EYFSP)) if not one.worked]
    foot = {one.id: Worked("81%", "81% at expected or above") for one in typed}
    foot["gld"] = Worked("62%", "62%")
    figures = (
        Figure("all", "Average points, all on the list", "28.5", "28.5"),
        Figure("assessed", "Average points, assessed", "30.4", "30.4"),
    )
    return sheet(children, foot=Foot(foot, figures))


def crowd(number: int, **more: Any) -> Sheet:
    """Return a class of so many, all at the expected level."""
    return sheet([Child(f"Child, {at}", "2" * 17) for at in range(number)], **more)


def closed(reason: str, *, state: State = State.CLOSED) -> Sheet:
    """Return a row in which nothing is typed, and why."""
    child = Child("Moss, Bob", "", cells={"mark": {"state": state, "reason": reason}})
    return sheet([child], "phonics-2026")
