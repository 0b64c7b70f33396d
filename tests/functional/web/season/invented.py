"""The schools of the season: children, results and planted faults of an invented authority.

Nothing of this asks the service: what a school means to send, what it sends by mistake,
who is responsible for whom and what all comes to are `keystage.synth`'s, which knows no
rulebook and no check.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keystage.synth import returns as synthetic
from keystage.synth.chance import Stream
from keystage.synth.faults.model import RECIPES, OfPupil, Planted, Spot
from keystage.synth.key.totals import Totals
from keystage.synth.model import Authority, Collection, Entry, Outside
from keystage.synth.places import roll, school
from keystage.synth.results import given
from keystage.synth.returns.model import Layout, Result, Return, Row
from keystage.synth.sheets import layouts, sheet_bytes
from keystage.synth.writing import ctf_bytes, zip_bytes
from tests.unit.web.rolls.files import csv

AUTHORITY = Authority("999", 400, 3)
SUMMER, YEAR_2 = 2026, "2"
TODAY = date(2026, 6, 30)
MARK = "mark"
_CHECK = "CHK"  # what a transfer file calls the phonics check
_LIKELY = {
    MARK: tuple(str(mark) for mark in range(12, 40)),
    "E01": ("1", "2"),
    "WRI": ("WTS", "EXS"),
}
_BELOW = {"REA": "Below standard reading", "MAT": "Below standard maths"}

type Results = dict[str, dict[str, str]]
"""What children reached, by UPN and component; of phonics, a code stands as the mark."""


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
    def collection(self) -> Collection:
        """What is returned."""
        return self.meant.collection

    @property
    def wrong(self) -> str:
        """The UPN of the child the fault is planted in."""
        return self.key[0].upn

    @property
    def results(self) -> Results:
        """What every child reached."""
        return results_of(self.meant.rows)

    @property
    def right(self) -> Results:
        """What the child with the fault reached."""
        return {self.wrong: self.results[self.wrong]}

    @property
    def slip(self) -> tuple[str, str, str]:
        """Another child, a component, and a value that is a usual one and not its own."""
        return next(
            (upn, name, next(one for one in usual if one != told[name]))
            for upn, told in self.results.items()
            for name, usual in _LIKELY.items()
            if upn != self.wrong and told.get(name) in usual
        )

    @property
    def responsible(self) -> dict[str, str]:
        """The number of the school that reports each child, as the key has it."""
        found = {}
        for row in self.meant.rows:
            assert row.entry
            way = row.entry.journey
            stay = synthetic.sender(AUTHORITY, way, self.collection, SUMMER)
            assert stay
            found[row.upn] = school(AUTHORITY, stay.school).number
        return found

    def told(self, results: Results) -> Return:
        """Return the return with results that were read somewhere."""
        rows = [
            Row(row.entry, row.fields, _written(self.collection, results[row.upn]))
            for row in self.meant.rows
        ]
        return part(self.meant, rows)

    def totals(self, results: Results) -> dict[str, tuple[int, int]]:
        """Return what each measure comes to by results that were read somewhere."""
        return in_all([self.told(results)])

    def listed(self) -> list[Entry]:
        """Return who stands on the school's list."""
        return [row.entry for row in self.meant.rows if row.entry] + self.gone()

    def gone(self) -> list[Entry]:
        """Return who left in the year to be taught at home, and no school reports.

        Of these the profile's guidance decides at once; of others the school would have
        to ask around first.
        """
        if self.collection is not Collection.EYFSP:
            return []
        here, known = self.meant.school.index, self.results
        every = roll(AUTHORITY, here, SUMMER, self.collection.groups[0])
        return [
            one
            for one in every
            if one.stay == one.journey.stays[-1]
            and one.stay.left <= TODAY
            and one.journey.gone_to is Outside.HOME_EDUCATION
            and one.child.upn not in known
        ]


def in_all(every: Iterable[Return]) -> dict[str, tuple[int, int]]:
    """Return what the answer key says each measure comes to, of all these returns."""
    told = Totals(AUTHORITY)
    for one in every:
        list(told.school([one]))
    return {one.measure: (one.numerator, one.denominator) for one in told.authority()}


def invented(collection: Collection, index: int, fault: str) -> Invented:
    """Make a school, and plant the fault of a recipe in one of its children."""
    (meant,) = synthetic.returns(AUTHORITY, index, SUMMER, (collection,))
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
        again = collection is Collection.PHONICS and group_of(row) == YEAR_2
        if key and not again:
            return Invented(meant, faulty, tuple(key))
    raise AssertionError((index, fault))


def results_of(rows: Iterable[Row]) -> Results:
    """Return what rows say, by UPN; of phonics the first thing they say."""
    found: Results = {}
    for row in rows:
        told = found.setdefault(row.upn, {})
        for one in row.results:
            told.setdefault(name_of(one.component), one.value)
    return found


def name_of(component: str) -> str:
    """Return what we call what a transfer file calls so."""
    return MARK if component == _CHECK else component


def _written(collection: Collection, told: Mapping[str, str]) -> list[Result]:
    words = synthetic.words_of(collection)
    return [
        words.result(
            "outcome" if name == MARK and not value.isdigit() else name, SUMMER, value
        )
        for name, value in told.items()
    ]


def group_of(row: Row) -> str:
    """Return the year group of a row."""
    return row.fields["NCyearActual"]


def part(whole: Return, rows: Sequence[Row], **changed: object) -> Return:
    """Return the same return with some of its rows."""
    found = copy.copy(whole)
    found.rows = list(rows)
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def halves(key: Invented) -> tuple[Return, Return]:
    """Return a return in two: with its fault the one, the other as it is meant.

    Of phonics they are year 1 and year 2.
    """
    one, other = key.faulty, key.meant
    if key.collection is Collection.PHONICS:
        first = {row.upn for row in other.rows if group_of(row) != YEAR_2}
    else:
        first = {key.wrong, *(row.upn for row in other.rows[::2])}
    return (
        part(one, [row for row in one.rows if row.upn in first]),
        part(other, [row for row in other.rows if row.upn not in first]),
    )


def as_ctf(one: Return) -> bytes:
    """Return a Common Transfer File, as the school's product writes it."""
    return ctf_bytes(one)


def as_csv(one: Return) -> bytes:
    """Return a table with the columns of an authority, or else the school's own."""
    known = layouts(one.collection)
    layout = Layout.LA_CSV if Layout.LA_CSV in known else Layout.TABLE
    return sheet_bytes(part(one, one.rows, layout=layout))


def as_zip(one: Return) -> bytes:
    """Return a zip with the Common Transfer File in it."""
    return zip_bytes([("first-half.xml", ctf_bytes(one))])


def list_of(key: Invented, without: str = "") -> bytes:
    """Return the list of a school's children as its office would download it."""
    return csv(
        (_line(key, one) for one in key.listed() if one.child.upn != without),
        _HEADINGS,
    )


_HEADINGS = (
    *("UPN", "Surname", "Forename", "Date of birth", "Sex", "Year group", "Class"),
    *("Date joined", *_BELOW.values()),
)


def _line(key: Invented, one: Entry) -> dict[str, str]:
    fields = synthetic.fields_of(one.child, SUMMER)
    kind = key.collection
    below = given(AUTHORITY, one, kind, SUMMER) if kind is Collection.KS2 else {}
    return {
        "UPN": fields["UPN"],
        "Surname": fields["Surname"],
        "Forename": fields["Forename"],
        "Date of birth": fields["DOB"],
        "Sex": fields["Sex"],
        "Year group": fields["NCyearActual"],
        "Class": "Elm" if fields["NCyearActual"] == YEAR_2 else "Oak",
        "Date joined": one.stay.joined.isoformat(),
        **{head: "Y" if name in below else "" for name, head in _BELOW.items()},
    }
