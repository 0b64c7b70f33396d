"""The closed language of conditions a rulebook may write, and its compiler.

A condition is a table with exactly one operator, listed in `OPERATORS` with the
keys that go with it. Anything longer is a named kind of check, in code.

What is missing is settled here, once. An absent or blank result, one given with
two values, an unknown field, an unreadable date satisfy no test of a value but
`none`; `present` and `absent` ask only whether anything was given. `not` turns
whatever its inner condition says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from keystage.checks import vocabulary as vocab
from keystage.checks.model import Cohort, Rulebook
from keystage.checks.scene import Scene, given, settled
from keystage.checks.vocabulary import Complaint
from keystage.core.records import Row

type Test = Callable[[Row, Scene], bool]
type Table = Mapping[str, Any]

FIELDS = ("cohort", "nc_year", "sex", "group")


@dataclass(frozen=True, slots=True)
class Operator:
    """One word of the language: the keys beside it, and how it is compiled."""

    needs: frozenset[str]
    may: frozenset[str]
    make: Callable[[Table, Rulebook], Test]
    meaning: str


def compile_condition(table: Any, book: Rulebook) -> Test:
    """Return a function telling whether `table` holds for a row.

    Raises `Complaint` where the table is not a condition of `book`.
    """
    if not isinstance(table, dict):
        raise Complaint(f"a condition is a table, not {table!r}")
    words = [word for word in table if word in OPERATORS]
    if len(words) != 1:
        raise Complaint(
            f"a condition has one operator, not {sorted(table)}; "
            f"the operators are {', '.join(OPERATORS)}"
        )
    operator = OPERATORS[words[0]]
    beside = set(table) - {words[0]}
    if missing := operator.needs - beside:
        raise Complaint(f"`{words[0]}` needs {sorted(missing)}")
    if strange := beside - operator.needs - operator.may:
        raise Complaint(f"`{words[0]}` does not take {sorted(strange)}")
    return operator.make(table, book)


def _any(table: Table, book: Rulebook) -> Test:
    where = vocab.components(table["any"], book)
    codes = frozenset(vocab.codes(table["in"], book))
    return lambda row, _: any(settled(row, name) in codes for name in where)


def _all(table: Table, book: Rulebook) -> Test:
    where = vocab.components(table["all"], book)
    codes = frozenset(vocab.codes(table["in"], book))
    return lambda row, _: all(settled(row, name) in codes for name in where)


def _none(table: Table, book: Rulebook) -> Test:
    where = vocab.components(table["none"], book)
    codes = frozenset(vocab.codes(table["in"], book))
    return lambda row, _: not any(settled(row, name) in codes for name in where)


def _count(table: Table, book: Rulebook) -> Test:
    where = vocab.components(table["count"], book)
    codes = frozenset(vocab.codes(table["in"], book))
    low = vocab.whole(table.get("at_least", 0))
    high = vocab.whole(table.get("at_most", len(where)))
    if not {"at_least", "at_most"} & set(table):
        raise Complaint("`count` needs `at_least` or `at_most`")

    def test(row: Row, _: Scene) -> bool:
        return low <= sum(settled(row, name) in codes for name in where) <= high

    return test


def _and(table: Table, book: Rulebook) -> Test:
    parts = _parts(table["and"], book)
    return lambda row, scene: all(part(row, scene) for part in parts)


def _or(table: Table, book: Rulebook) -> Test:
    parts = _parts(table["or"], book)
    return lambda row, scene: any(part(row, scene) for part in parts)


def _not(table: Table, book: Rulebook) -> Test:
    inner = compile_condition(table["not"], book)
    return lambda row, scene: not inner(row, scene)


def _parts(value: Any, book: Rulebook) -> tuple[Test, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise Complaint("`and` and `or` take a list of conditions")
    return tuple(compile_condition(part, book) for part in value)


def _field(table: Table, book: Rulebook) -> Test:
    name = vocab.text(table["field"])
    if name not in FIELDS:
        raise Complaint(f"`field` is one of {', '.join(FIELDS)}, not {name!r}")
    wanted = vocab.cohorts if name == "cohort" else _any_texts
    values = frozenset(wanted(table["in"], book))
    return lambda row, _: getattr(row, name) in values


def _any_texts(value: Any, _: Rulebook) -> tuple[str, ...]:
    return vocab.texts(value)


def _present(table: Table, book: Rulebook) -> Test:
    where = vocab.components(table["present"], book)
    return lambda row, _: all(given(row, name) for name in where)


def _absent(table: Table, book: Rulebook) -> Test:
    where = vocab.components(table["absent"], book)
    return lambda row, _: not any(given(row, name) for name in where)


def _mark(table: Table, book: Rulebook) -> Test:
    name = vocab.component(table["mark"], book)
    where = book.components[name]
    if where.maximum is None:
        raise Complaint(f"{name!r} takes no mark")
    low = vocab.whole(table.get("at_least", 0))
    high = vocab.whole(table.get("at_most", where.maximum))

    def test(row: Row, _: Scene) -> bool:
        value = settled(row, name)
        return vocab.is_mark(value, where) and low <= int(value) <= high

    return test


def _below_standard(table: Table, book: Rulebook) -> Test:
    name = vocab.component(table["below_standard"], book)
    wanted: bool | str = table["is"]
    if wanted not in (True, False, "unknown"):
        raise Complaint('`is` is true, false or "unknown"')

    def test(row: Row, scene: Scene) -> bool:
        entry = scene.roll.get(row.upn)
        if entry is None:
            return wanted == "unknown"
        return (name in entry.below_standard) is wanted

    return test


def _in_window(table: Table, _: Rulebook) -> Test:
    wanted = vocab.flag(table["in_cohort_window"])

    def test(row: Row, scene: Scene) -> bool:
        born = scene.born(row)
        if born is None:
            return False
        windows = cohorts_of(row, scene.book)
        return any(c.born_from <= born <= c.born_to for c in windows) is wanted

    return test


def cohorts_of(row: Row, book: Rulebook) -> tuple[Cohort, ...]:
    """Return the row's own cohort, or every cohort where it has none."""
    own = tuple(cohort for cohort in book.cohorts if cohort.id == row.cohort)
    return own or book.cohorts


def _operator(
    make: Callable[[Table, Rulebook], Test],
    meaning: str,
    needs: str = "",
    may: str = "",
) -> Operator:
    return Operator(frozenset(needs.split()), frozenset(may.split()), make, meaning)


OPERATORS: Mapping[str, Operator] = {
    "any": _operator(_any, "one of these components holds one of the codes", "in"),
    "all": _operator(_all, "all of these components hold one of the codes", "in"),
    "none": _operator(_none, "no one of these components holds such a code", "in"),
    "count": _operator(_count, "so many of them do", "in", "at_least at_most"),
    "and": _operator(_and, "every condition of the list holds"),
    "or": _operator(_or, "a condition of the list holds"),
    "not": _operator(_not, "the condition does not hold"),
    "field": _operator(_field, "a field of the pupil has one of the values", "in"),
    "present": _operator(_present, "all of these components are filled"),
    "absent": _operator(_absent, "none of these components is filled"),
    "mark": _operator(_mark, "a mark lies in these bounds", "", "at_least at_most"),
    "below_standard": _operator(
        _below_standard, "the roll says the pupil is below the standard", "is"
    ),
    "in_cohort_window": _operator(_in_window, "the date of birth is a usual one"),
}
