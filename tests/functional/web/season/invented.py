"""The schools of the season: children, marks and planted faults of an invented authority.

Nothing of this asks the service: what a school means to send, what it sends by mistake
and what all comes to are `keystage.synth`'s, which knows no rulebook and no check.
"""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keystage.synth.chance import Stream
from keystage.synth.faults.model import RECIPES, OfPupil, Planted, Spot
from keystage.synth.key.totals import Totals
from keystage.synth.model import Authority, Collection
from keystage.synth.returns import Layout, Return, Row, returns
from keystage.synth.sheets import sheet_bytes
from keystage.synth.writing import ctf_bytes, zip_bytes
from tests.unit.web.rolls.files import csv

AUTHORITY = Authority("999", 400, 3)
SUMMER, YEAR_2 = 2026, "2"

type Marks = dict[str, str]


@dataclass(frozen=True)
class Invented:
    """One school: what it means to return, and with one fault planted; the key of both."""

    meant: Return
    faulty: Return
    key: tuple[Planted, ...]

    @property
    def number(self) -> str:
        """The four digits of the school."""
        return self.meant.school.estab

    @property
    def wrong(self) -> str:
        """The UPN of the child the fault is planted in."""
        return self.key[0].upn

    @property
    def marks(self) -> Marks:
        """What every child reached, by UPN: a mark, or the code in its place."""
        return marks_of(self.meant.rows)

    def totals(self) -> dict[str, tuple[int, int]]:
        """What the answer key says each measure comes to."""
        found = Totals(AUTHORITY).school([self.meant])
        return {one.measure: (one.numerator, one.denominator) for one in found}


def in_all(every: Iterable[Invented]) -> dict[str, tuple[int, int]]:
    """Return what the answer key says each measure comes to for all schools."""
    told = Totals(AUTHORITY)
    for one in every:
        list(told.school([one.meant]))
    return {one.measure: (one.numerator, one.denominator) for one in told.authority()}


def invented(index: int, fault: str) -> Invented:
    """Make a school, and plant the fault of a recipe in one of its children."""
    (meant,) = returns(AUTHORITY, index, SUMMER, (Collection.PHONICS,))
    meant.layout = Layout.CTF
    for row in meant.rows:
        row.results = [one for one in row.results if one.value not in {"WA", "WT"}]
    faulty = copy.deepcopy(meant)
    recipe = next(one for one in RECIPES if one.told.name == fault)
    assert isinstance(recipe, OfPupil)
    stream = Stream(AUTHORITY.seed, "season", index)
    for row in list(faulty.rows):
        rest = [one for one in faulty.rows if one is not row]
        spot = Spot(recipe.told, AUTHORITY, faulty, stream, rest=rest)
        key = recipe.plant(row, spot)
        if key and row.fields["NCyearActual"] != YEAR_2:
            return Invented(meant, faulty, tuple(key))
    raise AssertionError((index, fault))


def marks_of(rows: Iterable[Row]) -> Marks:
    """Return what rows say, by UPN."""
    return {row.upn: row.results[0].value if row.results else "" for row in rows}


def part(whole: Return, rows: Sequence[Row], **changed: object) -> Return:
    """Return the same return with some of its rows."""
    found = copy.copy(whole)
    found.rows = list(rows)
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def of_group(one: Return, *groups: str) -> Return:
    """Return the children of some year groups."""
    rows = [row for row in one.rows if row.fields["NCyearActual"] in groups]
    return part(one, rows)


def as_ctf(one: Return) -> bytes:
    """Return a Common Transfer File, as the school's product writes it."""
    return ctf_bytes(one)


def as_csv(one: Return) -> bytes:
    """Return a table with the columns of an authority."""
    return sheet_bytes(part(one, one.rows, layout=Layout.LA_CSV))


def as_zip(one: Return) -> bytes:
    """Return a zip with the Common Transfer File in it."""
    return zip_bytes([("phonics.xml", ctf_bytes(one))])


def roll(rows: Iterable[Row]) -> bytes:
    """Return the list of a school's children as its office would download it."""
    return csv(
        {
            "UPN": row.upn,
            "Surname": row.fields["Surname"],
            "Forename": row.fields["Forename"],
            "Date of birth": row.fields["DOB"],
            "Sex": row.fields["Sex"],
            "Year group": row.fields["NCyearActual"],
            "Class": "Oak" if row.fields["NCyearActual"] == "1" else "Elm",
            "Date joined": "2024-09-02",
        }
        for row in rows
    )
