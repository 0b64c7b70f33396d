"""Key stage 2: who is judged in a tested subject, who left, and codes beside others."""

from collections.abc import Iterator
from copy import deepcopy

from keystage.synth import people
from keystage.synth.faults.changes import listed, next_number, results_by
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.faults.patterns import seen_in_all
from keystage.synth.model import Collection, Entry
from keystage.synth.places import roll, year_at
from keystage.synth.results import given
from keystage.synth.returns import fields_of, words_of
from keystage.synth.returns.model import Return, Row

_OF = (Collection.KS2,)
_YEAR_6 = Collection.KS2.groups[0]
_TESTED = ("REA", "MAT")
_JUDGED = ("WRI", "SCI")
_STRANGER = ("Marrowfield", "Crispin")
_FRAMEWORK = frozenset({"WTS", "EXS", "GDS"})
_MET = frozenset({"EXS", "GDS"})


def _sat_tests(row: Row, return_: Return) -> bool:
    """Return whether a row is of a pupil who sat the tests, and is judged as usual."""
    found = {name: one.value for name, one in results_by(row, return_).items()}
    usual = found.get("WRI") in _FRAMEWORK and found.get("SCI") in {"EXS", "HNM"}
    return usual and not any(name in found for name in _TESTED)


def _give(row: Row, spot: Spot, **values: str) -> None:
    """Give subjects of a row a value, whether they had one or not."""
    found = results_by(row, spot.return_)
    words = words_of(Collection.KS2)
    for name, value in values.items():
        if name in found:
            found[name].value = value
        else:
            row.results.append(words.result(name, spot.return_.summer, value))


def _no_code(row: Row, spot: Spot, name: str, value: str) -> Facts:
    """Return what is said of a code that the subject does not have at all."""
    folded = spot.fact(row, name, value, way="R02", under=spot.told.rule)
    return [spot.fact(row, name, value), folded]


@RECIPES.pupil("K2-X1", collections=_OF)
def judged_in_reading(row: Row, spot: Spot) -> Facts | None:
    """Give a judgement in reading, which is tested."""
    if not _sat_tests(row, spot.return_):
        return None
    _give(row, spot, REA="GDS")
    return _no_code(row, spot, "REA", "GDS")


@RECIPES.pupil("K2-X2", collections=_OF)
def step_of_who_was_tested(row: Row, spot: Spot) -> Facts | None:
    """Give a pre-key stage standard in maths for a pupil registered for the test."""
    if not (listed(spot.return_) and _sat_tests(row, spot.return_)):
        return None
    _give(row, spot, MAT="PK6")
    return [spot.fact(row, "MAT", "PK6")]


@RECIPES.pupil("K2-X2-unknown", "K2-X2", collections=_OF)
def step_of_who_is_not_listed(row: Row, spot: Spot) -> Facts | None:
    """Give a pre-key stage standard in reading for a pupil who is on no list."""
    if not (listed(spot.return_) and _sat_tests(row, spot.return_)):
        return None
    guest = deepcopy(row)
    guest.entry = None
    guest.fields["UPN"] = next_number(row.upn)
    guest.fields["Surname"], guest.fields["Forename"] = _STRANGER
    _give(guest, spot, REA="PK6")
    spot.return_.rows.append(guest)
    unlisted = spot.fact(guest, "upn", guest.upn, way="P19")
    return [spot.fact(guest, "REA", "PK6"), unlisted]


@RECIPES.pupil("K2-X3", collections=_OF)
def below_and_not_judged(row: Row, spot: Spot) -> Facts | None:
    """Leave reading out of a pupil registered as below its test."""
    found = results_by(row, spot.return_)
    if "REA" not in found or not listed(spot.return_) or found["REA"].value == "A":
        return None
    row.results.remove(found["REA"])
    return [spot.fact(row, "REA")]


@RECIPES.pupil("K2-X4", collections=_OF)
def science_left_out(row: Row, spot: Spot) -> Facts | None:
    """Leave science out."""
    if not _sat_tests(row, spot.return_):
        return None
    row.results.remove(results_by(row, spot.return_)["SCI"])
    return [spot.fact(row, "SCI")]


@RECIPES.pupil("K2-X4-none", "K2-X4", collections=_OF)
def nothing_at_all(row: Row, spot: Spot) -> Facts | None:
    """Leave every subject out."""
    if not _sat_tests(row, spot.return_):
        return None
    row.results = []
    each = [spot.fact(row, name, way="K2-X4", under=spot.told.rule) for name in _JUDGED]
    return [spot.fact(row), *each]


@RECIPES.pupil("K2-X5", collections=_OF)
def step_in_science(row: Row, spot: Spot) -> Facts | None:
    """Give a pre-key stage standard in science, which has none."""
    if not _sat_tests(row, spot.return_):
        return None
    _give(row, spot, SCI="PK3")
    return _no_code(row, spot, "SCI", "PK3")


@RECIPES.pupil("K2-X6", collections=_OF)
def below_tests_but_in_science(row: Row, spot: Spot) -> Facts | None:
    """Give the standard in science, and steps below the tests in all else."""
    if not (listed(spot.return_) and _sat_tests(row, spot.return_)):
        return None
    _give(row, spot, REA="PK4", WRI="PK3", MAT="PK5", SCI="EXS")
    tested = [
        spot.fact(row, name, value, way="K2-X2")
        for name, value in (("REA", "PK4"), ("MAT", "PK5"))
    ]
    return [spot.fact(row, "SCI", "EXS"), *tested]


@RECIPES.pupil("K2-X7", collections=_OF)
def left_in_reading(row: Row, spot: Spot) -> Facts | None:
    """Give in reading a code that stands in writing and science only."""
    if not _sat_tests(row, spot.return_):
        return None
    _give(row, spot, REA="F")
    return _no_code(row, spot, "REA", "F")


@RECIPES.pupil("K2-X8", collections=_OF)
def left_in_one(row: Row, spot: Spot) -> Facts | None:
    """Say in writing that the pupil left, and judge science."""
    if not _sat_tests(row, spot.return_):
        return None
    _give(row, spot, WRI="L")
    return [spot.fact(row)]


@RECIPES.pupil("K2-X9", collections=_OF)
def later_at_the_usual_age(row: Row, spot: Spot) -> Facts | None:
    """Say of a pupil of the usual age that results come in a later year."""
    if not _sat_tests(row, spot.return_):
        return None
    _give(row, spot, WRI="F", SCI="F")
    return [spot.fact(row)]


@RECIPES.pupil("K2-X11", collections=_OF)
def writing_set_aside(row: Row, spot: Spot) -> Facts | None:
    """Let the school give the code that is set centrally only."""
    if not _sat_tests(row, spot.return_):
        return None
    _give(row, spot, WRI="Q")
    return [spot.fact(row, "WRI", "Q")]


@RECIPES.file("K2-X10", collections=_OF)
def left_before_tests(spot: Spot) -> Facts | None:
    """Return a pupil as left who was gone before the week of the tests."""
    return_ = spot.return_
    entry = next(_gone(spot), None)
    if entry is None:
        return None
    row = Row(entry, fields_of(entry.child, return_.summer))
    _give(row, spot, WRI="L", SCI="L")
    return_.rows.append(row)
    return [spot.fact(row, "SCI", "L")]


def _gone(spot: Spot) -> Iterator[Entry]:
    """Yield who left all schools here in the year, before the tests."""
    return_ = spot.return_
    here, summer = return_.school.index, return_.summer
    opens = year_at(spot.authority, here, summer).tests[0]
    there = {row.upn for row in return_.rows}
    for entry in roll(spot.authority, here, summer, _YEAR_6):
        child, stays = entry.child, entry.journey.stays
        last = stays[-1] == entry.stay and entry.stay.left < opens
        once = sum(stay.school == here for stay in stays) == 1
        odd = child.temporary or child.delayed or child.former_upn
        known = child.upn in there or people.twins(child.origin)
        told = given(spot.authority, entry, Collection.KS2, summer)
        below = not told.keys().isdisjoint(_TESTED)  # that is to be said, left or not
        if last and once and not (odd or known or below):
            yield entry


@RECIPES.file("PATTERN-ALL-SAME", collections=_OF)
@seen_in_all
def one_column_for_all(spot: Spot) -> bool:
    """Give every pupil the same in writing and science, as one slip in a grid does."""
    for row in spot.return_.rows:
        _give(row, spot, WRI="EXS", SCI="EXS")
    return True


@RECIPES.file("L01", collections=_OF)
@seen_in_all
def nobody_writes_well(spot: Spot) -> bool:
    """Let no pupil reach the standard in writing, where many did a year ago."""
    for row in spot.return_.rows:
        found = results_by(row, spot.return_)
        if "WRI" in found and found["WRI"].value in _MET:
            found["WRI"].value = "WTS"
    return True
