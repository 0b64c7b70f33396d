"""Results that do not go together, or that are not this person's to give."""

from keystage.checks import vocabulary as vocab
from keystage.checks.conditions import Test, compile_condition
from keystage.checks.kind import NOTHING, Param, RowTest, Spec, Type, row_kind
from keystage.checks.kinds.results import set_result
from keystage.checks.model import Hit, Rulebook
from keystage.checks.scene import Scene, given, settled, standing
from keystage.checks.words import shown
from keystage.core.records import Result, Row


@row_kind(
    Param("when", Type.EACH, required=True),
    Param("at", Type.COMPONENTS, required=True),
    Param("each", Type.FLAG, default=False),
    facts="values count",
)
def cross(spec: Spec) -> RowTest:
    """Find results of one pupil that do not go together, as a condition says.

    One finding for a pupil, standing at the first filled component of `at`, and
    naming a component only where `at` is one; with `each`, one for every filled
    component of `at` for which the condition holds with that one as `@each`.
    """
    at = spec.texts("at")
    if spec.flag("each"):
        return _cross_each(spec, at)
    named = at[0] if len(at) == 1 else None
    when = spec.condition_for("when", at[0]) if named else _whole(spec)

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        if not when(row, scene):
            return NOTHING
        filled = [name for name in at if given(row, name)]
        facts = _facts(row, filled, spec.book)
        return (_hit(row, named, (filled or at)[0], facts),)

    return test


def _whole(spec: Spec) -> Test:
    return compile_condition(spec.check.params["when"], spec.book)


def _cross_each(spec: Spec, at: tuple[str, ...]) -> RowTest:
    when = {name: spec.condition_for("when", name) for name in at}

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        held = [name for name in at if given(row, name) and when[name](row, scene)]
        if not held:
            return NOTHING
        facts = _facts(row, held, spec.book)
        return tuple(_hit(row, name, name, facts) for name in held)

    return test


def _facts(row: Row, filled: list[str], book: Rulebook) -> dict[str, str]:
    values = [
        f"{book.components[name].title} {shown(settled(row, name))}" for name in filled
    ]
    return {"values": ", ".join(values), "count": str(len(filled))}


def _hit(row: Row, named: str | None, stands: str, facts: dict[str, str]) -> Hit:
    result = standing(row, stands)
    value = settled(row, stands) if named else None
    return Hit(row=row, component=named, result=result, value=value, facts=facts)


@row_kind(
    Param("components", Type.COMPONENTS, required=True),
    Param("codes", Type.CODES, required=True),
    Param("when", Type.CONDITION),
)
def code_present(spec: Spec) -> RowTest:
    """Find one of some codes in a component, for pupils the condition holds for."""
    where, when = spec.texts("components"), spec.condition("when")
    codes = frozenset(spec.texts("codes"))

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        hits = NOTHING
        for name in where:
            for result in row.results.get(name, ()):
                if result.value in codes and when(row, scene):
                    hits = (*hits, _at(row, name, result))
        return hits

    return test


def _at(row: Row, name: str, result: Result) -> Hit:
    return Hit(row=row, component=name, result=result, value=result.cell.text)


@row_kind(Param("role", Type.CHOICE, required=True, choices=("la", "school")))
def role_only(spec: Spec) -> RowTest:
    """Find a code that only one role may enter, entered by another."""
    role = spec.word("role")
    codes = frozenset(code.id for code in spec.book.codes.values() if code.role == role)

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        if scene.context.role == role:
            return NOTHING
        return tuple(
            _at(row, name, result)
            for name, found in row.results.items()
            for result in found
            if result.value in codes
        )

    return test


@row_kind(
    Param("mark", Type.COMPONENT, required=True),
    Param("outcome", Type.COMPONENT, required=True),
    Param("met", Type.TEXT, default="WA"),
    Param("below", Type.TEXT, default="WT"),
    facts="expected mark",
    needs="now threshold published",
)
def outcome_disagrees(spec: Spec) -> RowTest:
    """Find an outcome other than the one the mark and the threshold give."""
    mark, outcome = spec.text("mark"), spec.text("outcome")
    met, below = spec.text("met"), spec.text("below")
    where = spec.book.components[mark]
    least = spec.book.threshold.mark if spec.book.threshold else 0

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        value = settled(row, mark)
        if settled(row, outcome) not in (met, below) or not vocab.is_mark(value, where):
            return NOTHING
        expected = met if int(value) >= least else below
        if settled(row, outcome) == expected:
            return NOTHING
        result, *more = row.results[outcome]
        alone = scene.is_alone(row) and not more
        return (
            Hit(
                row=row,
                component=outcome,
                result=result,
                value=result.value,
                facts={"expected": expected, "mark": value},
                repair=set_result(row, result, expected) if alone else None,
            ),
        )

    return test


@row_kind(
    Param("outcome", Type.COMPONENT, required=True),
    Param("codes", Type.TEXTS, default=("WA", "WT")),
    needs="now",
)
def threshold_hidden(spec: Spec) -> RowTest:
    """Find an outcome given before the threshold it rests on may be shown."""
    outcome, codes = spec.text("outcome"), frozenset(spec.texts("codes"))

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        if scene.threshold_visible:
            return NOTHING
        return tuple(
            _at(row, outcome, result)
            for result in row.results.get(outcome, ())
            if result.value in codes
        )

    return test


KINDS = (cross, code_present, role_only, outcome_disagrees, threshold_hidden)
