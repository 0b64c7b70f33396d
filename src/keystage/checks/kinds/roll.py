"""The return against the school's list, and against results of earlier years."""

from collections.abc import Callable, Mapping

from keystage.checks.fold import folded
from keystage.checks.kind import (
    NOTHING,
    Param,
    ReturnTest,
    RowTest,
    Spec,
    Type,
    return_kind,
    row_kind,
)
from keystage.checks.kinds.identity import field_text, set_field
from keystage.checks.model import Hit, PriorResult, RollEntry
from keystage.checks.scene import Scene, child_of, standing, words_of
from keystage.checks.words import FIELDS, listed
from keystage.core.findings import PupilRef
from keystage.core.records import Row

_COMPARED = ("surname", "forename", "dob", "sex", "nc_year")
_MET_CODES = ("WA",)
type _Words = Mapping[str, Mapping[str, str]]
_SWAPPED = " These two may have each other's UPN."


@row_kind(
    Param("fields", Type.CHOICE, required=True, choices=_COMPARED),
    Param("all", Type.FLAG, default=False),
    Param("own_upn", Type.FLAG),
    facts="differs differ expected own swapped",
    needs="roll",
)
def roll_differs(spec: Spec) -> RowTest:
    """Find a pupil whose details differ from the roll's for the same UPN.

    `all`: only where every one of the fields differs, which makes it likely that
    the UPN is another child's. A field blank on either side does not differ.
    `own_upn`: only where the list has the child under another sound UPN, or only
    where it has not.
    """
    fields, every = spec.texts("fields"), spec.flag("all")
    wanted = (spec.flag("own_upn"),) if spec.has("own_upn") else (True, False)
    words = {name: words_of(name, spec.book) for name in fields}

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        entry = scene.roll.get(row.upn)
        if entry is None:
            return NOTHING
        differing = [name for name in fields if _differs(row, entry, name, words)]
        if not differing or (every and len(differing) < len(fields)):
            return NOTHING
        own = _own_number(row, scene)
        if bool(own) not in wanted:
            return NOTHING
        facts = {
            "differs": listed([FIELDS[name] for name in differing], "and"),
            "differ": "differ" if len(differing) > 1 else "differs",
            "expected": ", ".join(getattr(entry, name) for name in differing),
            "own": own,
            "swapped": _SWAPPED if _has_taken(own, entry, scene) else "",
        }
        first = differing[0]
        return (Hit(row=row, field=first, value=field_text(row, first), facts=facts),)

    return test


def _own_number(row: Row, scene: Scene) -> str:
    """Return the sound UPN, not the row's, the list has for its child, or ''."""
    same = scene.roll_by_child.get(child_of(row), ())
    if len(same) != 1 or same[0].upn == row.upn or scene.upn_faults(same[0].upn):
        return ""
    return same[0].upn


def _has_taken(number: str, entry: RollEntry, scene: Scene) -> bool:
    """Return whether the child of `entry` stands in the return under `number`."""
    child = (folded(entry.surname), folded(entry.forename), entry.dob)
    return any(row.upn == number for row in scene.children.get(child, ()))


def _differs(row: Row, entry: RollEntry, name: str, words: _Words) -> bool:
    here, there = field_text(row, name), str(getattr(entry, name))
    if not (here and there):
        return False
    one, other = folded(here), folded(there)
    return words[name].get(one, one) != words[name].get(other, other)


_ELSEWHERE = ("unknown", "other_upn", "unsure")


@row_kind(
    Param("fault", Type.CHOICE, default=_ELSEWHERE, choices=_ELSEWHERE),
    facts="why expected",
    needs="roll",
)
def not_on_roll(spec: Spec) -> RowTest:
    """Find a pupil who is not on the school's list under the UPN of the return.

    `other_upn`: the list has the child, by name and date of birth, under another
    sound UPN, which is offered as a repair. `unknown`: neither the UPN nor the
    child is on it. `unsure`: that cannot be told, as a UPN is missing or wrong
    here or there, or the list has several children of that name and birth.
    """
    wanted = spec.texts("fault")

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        if row.upn in scene.roll:
            return NOTHING
        fault, facts = _elsewhere(row, scene)
        if fault not in wanted:
            return NOTHING
        new = facts.get("expected", "")
        repair = set_field(row, "upn", new) if _can_take(new, row, scene) else None
        return (Hit(row=row, field="upn", value=row.upn, facts=facts, repair=repair),)

    return test


def _elsewhere(row: Row, scene: Scene) -> tuple[str, dict[str, str]]:
    """Return the fault of a pupil whose UPN is not on the list, and its facts."""
    same = scene.roll_by_child.get(child_of(row), ())
    if len(same) > 1:
        return "unsure", {"why": "it has several with this name and date of birth"}
    if same and not scene.upn_faults(same[0].upn):
        return "other_upn", {"expected": same[0].upn}
    if same:
        return "unsure", {"why": "the UPN it has for this name cannot be right"}
    if scene.upn_faults(row.upn):
        return "unsure", {
            "why": "the UPN here is missing or wrong, and the name is not on it"
        }
    return "unknown", {"why": "no pupil on the list has this UPN"}


def _can_take(number: str, row: Row, scene: Scene) -> bool:
    sound = number not in scene.upns and not scene.upn_faults(number)
    return sound and scene.is_alone(row)


@return_kind(Param("cohorts", Type.COHORTS), needs="roll")
def missing_from_return(spec: Spec) -> ReturnTest:
    """Find a pupil on the school's list who is not in the return.

    Counts pupils whose year group is that of one of the cohorts, or not known;
    without `cohorts`, those of which the return should hold everyone.
    """
    wanted = spec.texts("cohorts") or tuple(
        cohort.id for cohort in spec.book.cohorts if cohort.include == "all"
    )
    years = _nc_years(spec, wanted)

    def test(scene: Scene) -> list[Hit]:
        return [
            _absent(entry)
            for entry in scene.context.roll or ()
            if (not entry.nc_year or entry.nc_year in years)
            and not _is_here(entry, scene)
        ]

    return test


def _nc_years(spec: Spec, cohorts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        year
        for cohort in spec.book.cohorts
        if cohort.id in cohorts
        for year in cohort.nc_years
    )


def _is_here(entry: RollEntry, scene: Scene) -> bool:
    if entry.upn in scene.upns:
        return True
    child = (folded(entry.surname), folded(entry.forename), entry.dob)
    return child in scene.children


def _absent(entry: RollEntry, **facts: str) -> Hit:
    pupil = PupilRef(entry.upn, entry.surname, entry.forename, entry.dob)
    return Hit(pupil=pupil, facts=facts)


_PRIOR = (
    Param("collection", Type.TEXT, required=True),
    Param("component", Type.TEXTS, required=True),
    Param("met_mark", Type.WHOLE),
    Param("met_codes", Type.TEXTS, default=_MET_CODES),
)


def _met(spec: Spec) -> Callable[[PriorResult], bool]:
    """Return whether an earlier result met the standard, by mark or by outcome."""
    threshold = spec.book.threshold
    least = threshold.mark if threshold else None
    if spec.has("met_mark"):
        least = spec.whole("met_mark")
    codes = frozenset(code.casefold() for code in spec.texts("met_codes"))

    def met(prior: PriorResult) -> bool:
        value = prior.value.strip()
        if value.isascii() and value.isdigit():
            return least is not None and int(value) >= least
        return value.casefold() in codes

    return met


def _earlier(spec: Spec, number: str, scene: Scene) -> list[PriorResult]:
    """Return the earlier results asked for, the newest first."""
    collection, components = spec.text("collection"), spec.texts("component")
    found = [
        prior
        for prior in (scene.context.prior or {}).get(number, ())
        if prior.collection == collection
        and prior.component in components
        and prior.year < spec.book.year
    ]
    return sorted(found, key=lambda prior: (-prior.year, prior.component, prior.value))


@row_kind(
    *_PRIOR,
    Param("cohort", Type.COHORTS),
    Param("at", Type.COMPONENTS),
    facts="prior prior_year",
    needs="prior",
)
def prior_met(spec: Spec) -> RowTest:
    """Find a pupil in the return who met the standard in an earlier year."""
    met, cohorts, at = _met(spec), spec.texts("cohort"), spec.texts("at")

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        if cohorts and row.cohort not in cohorts:
            return NOTHING
        best = [prior for prior in _earlier(spec, row.upn, scene) if met(prior)]
        if not best:
            return NOTHING
        facts = {"prior": best[0].value, "prior_year": str(best[0].year)}
        filled = [name for name in at if row.results.get(name)]
        if not filled:
            return (Hit(row=row, facts=facts),)
        result = standing(row, filled[0])
        return (Hit(row=row, component=filled[0], result=result, facts=facts),)

    return test


@return_kind(
    *_PRIOR,
    Param("cohort", Type.COHORTS, required=True),
    facts="why",
    needs="roll prior",
)
def expected_by_prior(spec: Spec) -> ReturnTest:
    """Find a pupil who should take part again and is not in the return."""
    met = _met(spec)
    years = _nc_years(spec, spec.texts("cohort"))

    def why(entry: RollEntry, scene: Scene) -> str:
        earlier = _earlier(spec, entry.upn, scene)
        if not earlier:
            return "no earlier result is known"
        if any(met(prior) for prior in earlier):
            return ""
        return f"the result of {earlier[0].year} was {earlier[0].value}"

    def test(scene: Scene) -> list[Hit]:
        due = (e for e in scene.context.roll or () if e.nc_year in years)
        return [
            _absent(entry, why=reason)
            for entry in due
            if not _is_here(entry, scene) and (reason := why(entry, scene))
        ]

    return test


KINDS = (
    roll_differs,
    not_on_roll,
    missing_from_return,
    expected_by_prior,
    prior_met,
)
