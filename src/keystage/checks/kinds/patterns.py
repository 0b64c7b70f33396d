"""What is only seen in many pupils together: shares, spikes, numbers, nobody."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from keystage.checks.conditions import Test
from keystage.checks.kind import NOTHING, Param, ReturnTest, Spec, Type, return_kind
from keystage.checks.model import Hit
from keystage.checks.scene import Scene, settled
from keystage.checks.unrecognised import said, unrecognised
from keystage.checks.words import counted, listed, percent, shown
from keystage.core.records import Row


@return_kind(
    Param("components", Type.COMPONENTS, required=True),
    Param("codes", Type.CODES, required=True),
    Param("more_than_pupils", Type.WHOLE, default=0),
    Param("more_than_share", Type.NUMBER, default=0.0),
    facts="count total percent",
)
def share(spec: Spec) -> ReturnTest:
    """Find more pupils with one of some codes than usual, in number and in share.

    The share (0 to 1) is of all pupils in the return.
    """
    where, codes = spec.texts("components"), frozenset(spec.texts("codes"))
    least, part = spec.whole("more_than_pupils"), spec.number("more_than_share")

    def test(scene: Scene) -> list[Hit]:
        total = len(scene.pupils)
        count = sum(
            any(settled(row, name) in codes for name in where) for row in scene.pupils
        )
        if count <= least or count <= part * total:
            return []
        facts = {
            "count": str(count),
            "total": str(total),
            "percent": percent(count, total),
        }
        return [Hit(component=_only(where), facts=facts)]

    return test


def _only(where: tuple[str, ...]) -> str | None:
    return where[0] if len(where) == 1 else None


@return_kind(
    Param("components", Type.COMPONENTS, required=True),
    Param("group", Type.CHOICE, default="return", choices=("return", "group")),
    Param("at_least", Type.WHOLE, default=5),
    facts="count group",
)
def all_same(spec: Spec) -> ReturnTest:
    """Find a return, or a class, in which all pupils have the same results.

    Pupils with a result missing are left out; fewer than `at_least` others are
    too few to wonder about.
    """
    where, least = spec.texts("components"), max(spec.whole("at_least"), 2)
    by_class = spec.word("group") == "group"

    def test(scene: Scene) -> list[Hit]:
        groups: dict[str, list[tuple[str, ...]]] = {}
        for row in scene.pupils:
            values = tuple(settled(row, name) for name in where)
            if all(values):
                groups.setdefault(row.group if by_class else "", []).append(values)
        return [
            _sameness(where, name, found)
            for name, found in groups.items()
            if len(found) >= least and len(set(found)) == 1
        ]

    return test


def _sameness(where: tuple[str, ...], name: str, found: list[tuple[str, ...]]) -> Hit:
    facts = {"count": str(len(found)), "group": shown(name) or "the return"}
    value = found[0][0] if len(set(found[0])) == 1 else None
    return Hit(component=_only(where), value=value, facts=facts)


@return_kind(
    Param("component", Type.COMPONENT, required=True),
    Param("at", Type.WHOLE),
    Param("at_least", Type.WHOLE, default=5),
    Param("times", Type.NUMBER, default=3.0),
    facts="count mark",
    needs="now threshold published",
)
def spike(spec: Spec) -> ReturnTest:
    """Find many pupils on exactly one mark and few on the two marks below it.

    The mark is the threshold unless `at` says another. It is compared with the
    two below it together: `times` as many, and `at_least` so many, are a spike.
    """
    name, least = spec.text("component"), spec.whole("at_least")
    threshold = spec.book.threshold
    at = spec.whole("at") if spec.has("at") else threshold.mark if threshold else 0

    def test(scene: Scene) -> list[Hit]:
        marks = Counter(settled(row, name) for row in scene.pupils)
        count, below = marks[str(at)], marks[str(at - 1)] + marks[str(at - 2)]
        if count < least or count < spec.number("times") * below:
            return []
        facts = {"count": str(count), "mark": str(at)}
        return [Hit(component=name, value=str(at), facts=facts)]

    return test


@return_kind(
    Param("tolerance", Type.WHOLE, default=0),
    Param("tolerance_share", Type.NUMBER, default=0.0),
    facts="count expected",
    needs="expected",
)
def expected_count(spec: Spec) -> ReturnTest:
    """Find a number of pupils further from the expected one than is tolerated.

    The larger of the two tolerances counts: pupils, and a share of the number.
    """
    pupils, part = spec.whole("tolerance"), spec.number("tolerance_share")

    def test(scene: Scene) -> list[Hit]:
        expected, count = scene.context.expected or 0, len(scene.pupils)
        if abs(count - expected) <= max(pupils, part * expected):
            return []
        facts = {"count": str(count), "expected": str(expected)}
        return [Hit(value=str(count), facts=facts)]

    return test


@return_kind(
    Param("when", Type.CONDITION, required=True),
    Param("points", Type.NUMBER, required=True),
    Param("of", Type.CONDITION),
    Param("at_least", Type.WHOLE, default=10),
    facts="now then points",
    needs="last_year",
)
def far_from_last_year(spec: Spec) -> ReturnTest:
    """Find a percentage far from the school's own of the year before.

    Of the pupils for whom `of` holds, those for whom `when` holds; years with
    fewer than `at_least` pupils are not compared. A difference is in points.
    """
    when, of, points = (
        spec.condition("when"),
        spec.condition("of"),
        spec.number("points"),
    )
    least = max(spec.whole("at_least"), 1)

    def test(scene: Scene) -> list[Hit]:
        before = scene.context.last_year
        earlier = Scene(scene.book, before, scene.context) if before else scene
        now, then = _rate(scene, when, of), _rate(earlier, when, of)
        if min(now[1], then[1]) < least:
            return []
        apart = 100 * abs(Fraction(*now) - Fraction(*then))  # in floats 20 may be less
        if apart < points:
            return []
        facts = {
            "now": percent(*now),
            "then": percent(*then),
            "points": str(round(apart)),
        }
        return [Hit(facts=facts)]

    return test


@return_kind(
    Param("fault", Type.CHOICE, required=True, choices=("pupils", "results")),
)
def no_results(spec: Spec) -> ReturnTest:
    """Find a return without a pupil, or without a result for any pupil.

    In a marksheet a result that is not there has its own empty cell to be told of.
    Where results not recognised may be those that are missed, it is not said.
    """
    of_pupils = spec.word("fault") == "pupils"

    def test(scene: Scene) -> tuple[Hit, ...]:
        if of_pupils:
            return NOTHING if scene.rows else (Hit(),)
        empty = not any(
            row.results or row.place.row or unrecognised(row, scene)
            for row in scene.rows
        )
        return (Hit(),) if scene.rows and empty else NOTHING

    return test


@return_kind(facts="results says")
def results_unrecognised(_: Spec) -> ReturnTest:
    """Find results not recognised of pupils who miss one that may be among them.

    Only where the rulebook does not know for certain how the missing one is written.
    """

    def test(scene: Scene) -> tuple[Hit, ...]:
        kinds = Counter(
            said(one.kind)
            for row in scene.rows
            for one in unrecognised(row, scene)
            if one.kind
        )
        if not kinds:
            return NOTHING
        says = [f"{shown(name)} ({times:,})" for name, times in sorted(kinds.items())]
        results = counted(kinds.total(), "result", "results")
        return (Hit(facts={"results": results, "says": listed(says, "and")}),)

    return test


@return_kind()
def not_collected(_: Spec) -> ReturnTest:
    """Find a return with anybody in it, where nothing was collected that year."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        return (Hit(),) if scene.rows else NOTHING

    return test


def _rate(scene: Scene, when: Test, of: Test) -> tuple[int, int]:
    counted: Iterable[Row] = [row for row in scene.pupils if of(row, scene)]
    return sum(when(row, scene) for row in counted), len(list(counted))


KINDS = (
    share,
    all_same,
    spike,
    expected_count,
    far_from_last_year,
    no_results,
    results_unrecognised,
    not_collected,
)
