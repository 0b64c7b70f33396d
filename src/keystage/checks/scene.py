"""What a check may look at while it runs: one return, and what is known of it.

Everything here is worked out at most once for a run, however many checks ask.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from keystage.checks.fold import folded
from keystage.checks.model import Context, RollEntry, Rulebook
from keystage.core import upn, years
from keystage.core.records import Header, Result, Return, Row

UNUSED_LETTERS = ("I", "O", "S")
COMMON_SCHOOL = 3  # so many sound UPNs from one school make that school a hint


class Scene:
    """One return, its rulebook and its context, with what checks ask of them."""

    def __init__(self, book: Rulebook, return_: Return, context: Context) -> None:
        self.book = book
        self.return_ = return_
        self.context = context
        self._dates: dict[str, date | None] = {}
        self._faults: dict[str, tuple[upn.Fault, ...]] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """The pupils, as they stand in the file."""
        return self.return_.rows

    @cached_property
    def header(self) -> Header:
        """The header; empty where the results did not come with one."""
        return self.return_.header or Header()

    def born(self, row: Row) -> date | None:
        """Return the pupil's date of birth, or None if it is missing or no date."""
        if row.dob not in self._dates:
            self._dates[row.dob] = years.parse_date(row.dob)
        return self._dates[row.dob]

    def upn_faults(self, number: str) -> tuple[upn.Fault, ...]:
        """Return what is wrong with a tidied UPN.

        A first letter that no UPN begins with is a fault of the form: telling
        which check letter was expected would hide that.
        """
        if number not in self._faults:
            found = upn.faults(number)
            if number[:1] in UNUSED_LETTERS and upn.Fault.CHECK_LETTER in found:
                rest = (one for one in found if one is not upn.Fault.CHECK_LETTER)
                found = (upn.Fault.SHAPE, *rest)
            self._faults[number] = found
        return self._faults[number]

    @cached_property
    def roll(self) -> Mapping[str, RollEntry]:
        """The roll by UPN; empty if there is none."""
        return {entry.upn: entry for entry in self.context.roll or ()}

    @cached_property
    def roll_by_child(self) -> Mapping[tuple[str, str, str], tuple[RollEntry, ...]]:
        """The roll by folded surname, folded forename and date of birth."""
        found: dict[tuple[str, str, str], tuple[RollEntry, ...]] = {}
        for entry in self.context.roll or ():
            child = (folded(entry.surname), folded(entry.forename), entry.dob)
            found[child] = (*found.get(child, ()), entry)
        return found

    @cached_property
    def upns(self) -> Counter[str]:
        """How often each UPN stands in the return."""
        return Counter(row.upn for row in self.rows if row.upn)

    @cached_property
    def children(self) -> Mapping[tuple[str, str, str], tuple[Row, ...]]:
        """The rows by child, where name and date of birth are all given."""
        found: dict[tuple[str, str, str], tuple[Row, ...]] = {}
        for row in self.rows:
            child = child_of(row)
            if all(child):
                found[child] = (*found.get(child, ()), row)
        return found

    def is_alone(self, row: Row) -> bool:
        """Return whether no other row has this one's UPN.

        Changing what one of several rows says would set it against the others.
        """
        return self.upns[row.upn] <= 1

    @cached_property
    def common_schools(self) -> frozenset[str]:
        """The seven authority and school digits common among sound UPNs here."""
        schools = Counter(
            number[1:8] for number in self.upns if not self.upn_faults(number)
        )
        return frozenset(s for s, times in schools.items() if times >= COMMON_SCHOOL)

    @cached_property
    def pupils(self) -> tuple[Row, ...]:
        """The rows without those that say again what another row says."""
        kept: dict[object, Row] = {}
        for row in self.rows:
            several = row.upn and self.upns[row.upn] > 1
            kept.setdefault(self.said(row) if several else row.position, row)
        return tuple(kept.values())

    def said(self, row: Row) -> tuple[object, ...]:
        """Return all a row says of its pupil, in a form that compares.

        A sex is the same in whatever words the rulebook has for it.
        """
        results = frozenset(
            (component, frozenset(result.value for result in found))
            for component, found in row.results.items()
        )
        sex = folded(row.sex)
        return (row.upn, *child_of(row), self._sexes.get(sex, sex), results)

    @cached_property
    def _sexes(self) -> Mapping[str, str]:
        return words_of("sex", self.book)

    @property
    def threshold_day(self) -> date | None:
        """The day from which the threshold may be shown; None if it is not known."""
        threshold = self.book.threshold
        return threshold.visible_from if threshold else None

    @cached_property
    def threshold_visible(self) -> bool:
        """Whether the threshold may be shown at the moment of the context."""
        day, now = self.threshold_day, self.context.now
        return day is not None and now is not None and now.date() >= day

    @cached_property
    def own_authority(self) -> str:
        """The authority the results belong to: as asked, else as the source says."""
        return self.context.authority or self.header.source.la


def has_no_column(row: Row, field: str) -> bool:
    """Return whether the row is of a marksheet without a column for a field.

    That is no fault of each pupil in it: who reads the marksheet says so once.
    """
    return row.place.row is not None and field not in row.cells


def given(row: Row, component: str) -> bool:
    """Return whether anything but blanks stands in the file for a component."""
    return any(result.value for result in row.results.get(component, ()))


def standing(row: Row, component: str) -> Result | None:
    """Return the result to stand for a component's, None if there is none.

    Of several it is the same one whatever their order in the file.
    """
    found = row.results.get(component)
    if not found:
        return None
    return min(found, key=lambda result: (result.value, result.cell.text))


def settled(row: Row, component: str) -> str:
    """Return the value of a component, or '' where there is none or several differ.

    Of two values that differ neither may win, whichever comes first in the file.
    """
    found = row.results.get(component)
    if not found:
        return ""
    value = found[0].value
    if len(found) > 1 and any(other.value != value for other in found):
        return ""
    return value


def child_of(row: Row) -> tuple[str, str, str]:
    """Return what tells children apart without a UPN: folded names and birth."""
    return folded(row.surname), folded(row.forename), row.dob


def words_of(name: str, book: Rulebook) -> Mapping[str, str]:
    """Return the values of a field by the words the book has for them, folded."""
    return {
        folded(word): folded(value)
        for one in book.checks.values()
        if one.kind == "field_one_of" and one.params["field"] == name
        for word, value in one.params.get("synonyms", {}).items()
    }
