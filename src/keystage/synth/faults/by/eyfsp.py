"""The profile: goals that do not go together, and children not assessed."""

from dataclasses import replace

from keystage.synth.faults.changes import listed, results_by
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.faults.patterns import seen_in_all
from keystage.synth.model import Collection, Phase
from keystage.synth.returns.model import Row

_OF = (Collection.EYFSP,)
_GOALS = 17
_SEVERAL, _ENOUGH, _TEN = 3, 5, 10


def _whole(row: Row) -> bool:
    """Return whether all goals have a level: 1 or 2."""
    levels = [one.value for one in row.results]
    return len(levels) == _GOALS and set(levels) <= {"1", "2"}


@RECIPES.pupil("R03", collections=_OF)
def goal_of_the_past(row: Row, spot: Spot) -> Facts | None:
    """Give a goal by the number it had before 2021, in the profile of those years."""
    if not _whole(row):
        return None
    row.results.append(replace(row.results[0], component="G01"))
    return [spot.fact(row, "G01", row.results[0].value)]


@RECIPES.pupil("EY-X1", collections=_OF)
def one_goal_exempt(row: Row, spot: Spot) -> Facts | None:
    """Give A for one goal and levels for the others."""
    if not _whole(row):
        return None
    row.results[3].value = "A"
    return [spot.fact(row), spot.fact(row, way="EY-X4", under="EY-X1")]


@RECIPES.pupil("EY-X2", collections=_OF)
def goal_left_out(row: Row, spot: Spot) -> Facts | None:
    """Leave one goal out."""
    if not _whole(row):
        return None
    del row.results[8]
    return [spot.fact(row, "E09")]


@RECIPES.pupil("EY-X2-none", "EY-X2", collections=_OF)
def no_goal_at_all(row: Row, spot: Spot) -> Facts | None:
    """Leave every goal out."""
    if not _whole(row):
        return None
    goals = results_by(row, spot.return_)
    row.results = []
    each = [spot.fact(row, goal, way="EY-X2", under="EY-X2") for goal in goals]
    return [spot.fact(row), *each]


@RECIPES.pupil("EY-X4", collections=_OF)
def exempt_as_a_whole(row: Row, spot: Spot) -> Facts | None:
    """Give A for all goals of a child who has no exemption."""
    if not _whole(row):
        return None
    for one in row.results:
        one.value = "A"
    return [spot.fact(row)]


def _levels(row: Row, *levels: str) -> None:
    """Give the goals of a row these levels in turn, the last again and again."""
    for place, one in enumerate(row.results):
        one.value = levels[min(place, len(levels) - 1)]


@RECIPES.file("E02", collections=_OF)
def not_a_settings_number(spot: Spot) -> Facts | None:
    """Give a setting the URN of a school."""
    if spot.return_.school.phase is not Phase.SETTING:
        return None
    spot.return_.header["SourceSchool/URN"] = "123456"
    return [spot.fact(None, "source.urn", "123456")]


@RECIPES.file("EY-X8", collections=_OF)
def too_old_for_a_setting(spot: Spot) -> Facts | None:
    """Let a setting return a child born before those it is funded for."""
    if spot.return_.school.phase is not Phase.SETTING:
        return None
    row = spot.return_.rows[0]
    row.fields["DOB"] = f"{spot.return_.summer - 5}-02-14"
    return [spot.fact(row, "dob", row.fields["DOB"])]


@RECIPES.file("EY-X5", collections=_OF)
def many_exempt(spot: Spot) -> Facts | None:
    """Give A for all goals of several children."""
    whole = [row for row in spot.return_.rows if _whole(row)]
    wanted = _SEVERAL + len(spot.return_.rows) // 20
    if len(whole) <= wanted:
        return None
    for row in whole[:wanted]:
        _levels(row, "A")
    return [
        spot.fact(None),
        *(spot.fact(row, way="EY-X4") for row in whole[:wanted]),
    ]


@RECIPES.file("EY-X6", collections=_OF)
@seen_in_all
def all_alike(spot: Spot) -> bool:
    """Give every child the same level in every goal, as one slip in a grid does."""
    whole = [row for row in spot.return_.rows if _whole(row)]
    if len(whole) < _ENOUGH:
        return False
    for row in whole:
        _levels(row, "2")
    return True


@RECIPES.file("L01", collections=_OF)
@seen_in_all
def nobody_well_developed(spot: Spot) -> bool:
    """Let no child reach all of the goals that count, where most did a year ago."""
    whole = [row for row in spot.return_.rows if _whole(row)]
    if len(whole) < _TEN or not listed(spot.return_):
        return False
    for place, row in enumerate(whole):
        row.results[7 + place % 5].value = "1"
    return True
