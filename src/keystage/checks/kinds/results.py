"""Results: there, one of the values, known, and given once."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from keystage.checks import vocabulary as vocab
from keystage.checks.fold import latin_skeleton
from keystage.checks.kind import NOTHING, Param, RowTest, Spec, Type, row_kind
from keystage.checks.model import Component, Hit, Rulebook
from keystage.checks.scene import Scene, given, standing
from keystage.checks.unrecognised import may_be_there, unrecognised
from keystage.checks.words import listed, shown
from keystage.core.findings import Repair
from keystage.core.records import Result, Row

_PLAIN_SPACE = " \t\r\n"
_LIKE_DIGITS = str.maketrans("OLI", "011")


def set_result(row: Row, result: Result, new: str) -> Repair:
    """Return the repair that writes `new` in the place of a result's text."""
    old = result.cell.text
    return Repair(
        "set", "result", "result", old, new, pupil=row.position, result=result.number
    )


def allowed_values(where: Component, book: Rulebook, role: str) -> tuple[str, ...]:
    """Return what a role may enter for a component, marks as `0 to 40`."""
    low, high = where.minimum or 0, where.maximum
    codes = (
        code
        for code in where.codes
        if role == "la" or code not in book.codes or book.codes[code].role != "la"
    )
    return (*codes,) if high is None else (f"{low} to {high}", *codes)


@row_kind(
    Param("components", Type.COMPONENTS, required=True),
    Param("when", Type.EACH),
    Param("any", Type.FLAG, default=False),
)
def result_required(spec: Spec) -> RowTest:
    """Find a due result absent or blank; with `any`, all of them together.

    Of all together there is one finding, which names no component. Where a result
    not recognised may be the one that is missed, it is a query at most.
    """
    where, together = spec.texts("components"), spec.flag("any")
    when = {name: spec.condition_for("when", name) for name in where}

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        missing = [name for name in where if not given(row, name)]
        if not missing or (together and len(missing) < len(where)):
            return NOTHING
        due = [name for name in missing if when[name](row, scene)]
        unsure = [may_be_there(row, spec.book.components[name], scene) for name in due]
        if together:
            return (Hit(row=row, unsure=all(unsure)),) if due else NOTHING
        return tuple(
            Hit(row=row, component=name, unsure=doubt)
            for name, doubt in zip(due, unsure, strict=True)
        )

    return test


@row_kind(
    Param(
        "fault",
        Type.CHOICE,
        required=True,
        choices=("unknown", "case", "spaces", "synonym"),
    ),
    Param("components", Type.COMPONENTS, default=vocab.ALL),
    Param("blank", Type.FLAG, default=False),
    facts="why",
)
def result_value(spec: Spec) -> RowTest:
    """Find a result that is no value of its component, or is written another way.

    `case`: in other letters than the code; `spaces`: with spaces or hidden
    characters inside; `synonym`: in words. `blank`: an empty result is unknown
    too, and not only missing.
    """
    makers = [_VALUE_FAULTS[fault] for fault in spec.texts("fault")]
    blank = spec.flag("blank")
    tests = {
        name: [maker(spec.book.components[name], blank) for maker in makers]
        for name in spec.texts("components")
    }

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        hits = NOTHING
        for name, found in row.results.items():
            for one in tests.get(name, ()):
                for result in found:
                    reason = one(result)
                    if reason is not None:
                        hits = (*hits, _misgiven(row, result, scene, reason))
        return hits

    return test


class _Reason(NamedTuple):
    """Why a value is no good, as the end of a sentence, and what was surely meant."""

    why: str = ""
    meant: str = ""


type _ValueTest = Callable[[Result], _Reason | None]


def _misgiven(row: Row, result: Result, scene: Scene, reason: _Reason) -> Hit:
    where, role = scene.book.components[result.component], scene.context.role
    return Hit(
        row=row,
        component=where.id,
        result=result,
        value=result.cell.text,
        allowed=allowed_values(where, scene.book, role),
        facts={"why": reason.why},
        repair=set_result(row, result, reason.meant) if reason.meant else None,
    )


def _unknown(where: Component, blank: bool) -> _ValueTest:
    codes = frozenset(where.codes)

    def test(result: Result) -> _Reason | None:
        value = result.value
        if value in codes or vocab.is_mark(value, where):
            return None
        return _why_unknown(value, where) if value or blank else None

    return test


def _why_unknown(value: str, where: Component) -> _Reason:
    """Return why a value is none of its component's.

    What was meant is never taken as sure: one result more or another may go
    together with the pupil's others, or not.
    """
    if not value:
        return _Reason("it is empty")
    plain = "".join(latin_skeleton(value).split()).upper()
    like = next((code for code in where.codes if code.upper() == plain), "")
    if like and like != value:
        why = f"it looks like {like} but has a character from another alphabet"
        return _Reason(why)
    if where.maximum is None:
        return _Reason("it is not in the list")
    digits = plain.translate(_LIKE_DIGITS)
    if digits != value and vocab.is_mark(digits, where):
        return _Reason(f"it looks like {digits} but is not written in plain digits")
    low, high = where.minimum or 0, where.maximum
    return _Reason(f"it is not a whole number from {low} to {high}")


def _written(where: Component, _: bool, *, wanted: str) -> _ValueTest:
    codes = frozenset(where.codes)

    def test(result: Result) -> _Reason | None:
        text, value = result.cell.text, result.value
        if text == value or not (value in codes or vocab.is_mark(value, where)):
            return None
        if result.cell.place.row is not None:
            return None  # in a marksheet a word is as good as its code
        return _Reason("", value) if how_written(text, value) == wanted else None

    return test


def how_written(text: str, value: str) -> str:
    """Return how `text` differs from the value it was read as.

    '' (only in plain white space around it), 'case', 'spaces' (also hidden
    characters, and spaces of other sorts) or 'synonym'.
    """
    plain = text.strip(_PLAIN_SPACE)
    if plain == value:
        return ""
    if plain.casefold() == value.casefold():
        return "case"
    bare = "".join(char for char in text if char.isprintable() and not char.isspace())
    return "spaces" if bare.casefold() == value.casefold() else "synonym"


_VALUE_FAULTS: Mapping[str, Callable[[Component, bool], _ValueTest]] = {
    "unknown": _unknown,
    "case": partial(_written, wanted="case"),
    "spaces": partial(_written, wanted="spaces"),
    "synonym": partial(_written, wanted="synonym"),
}


@row_kind(Param("components", Type.TEXTS), Param("other_than", Type.TEXTS))
def result_unknown(spec: Spec) -> RowTest:
    """Find a result of this collection and year that the rulebook does not know.

    `components`: only of these, by the code in the file; `other_than`: of all but
    these. Of those that may be what is missing, another check asks, once.
    """
    only, but = frozenset(spec.texts("components")), frozenset(spec.texts("other_than"))
    asked = any(one.kind == "results_unrecognised" for one in spec.book.checks.values())

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        if not row.others or (asked and unrecognised(row, scene)):
            return NOTHING
        return tuple(
            Hit(row=row, component=one.component, result=one, value=one.cell.text)
            for one in row.others
            if one.component not in but and (not only or one.component in only)
        )

    return test


@row_kind(Param("differing", Type.FLAG, required=True), facts="values times")
def result_repeated(spec: Spec) -> RowTest:
    """Find a result given more than once: with differing values, or the same one.

    Where the values agree, each further one has a repair that takes it away;
    where they differ nobody but the school can say which is right.
    """
    differing = spec.flag("differing")

    def test(row: Row, _: Scene) -> tuple[Hit, ...]:
        hits = NOTHING
        for name, found in row.results.items():
            if len(found) > 1:
                hits = (*hits, *_repeated(row, name, differing))
        return hits

    return test


def _repeated(row: Row, name: str, differing: bool) -> tuple[Hit, ...]:
    found = row.results[name]
    values = sorted({result.value for result in found})
    if (len(values) > 1) is not differing:
        return NOTHING
    facts = {
        "values": listed([shown(value) or "blank" for value in values], "and"),
        "times": str(len(found)),
    }
    if differing:
        value = facts["values"]
        result = standing(row, name)
        return (Hit(row=row, component=name, result=result, value=value, facts=facts),)
    return tuple(
        Hit(
            row=row,
            component=name,
            result=result,
            value=result.value,
            facts=facts,
            repair=_removal(row, result),
        )
        for result in found[1:]
    )


def _removal(row: Row, result: Result) -> Repair:
    old = result.cell.text
    return Repair(
        "remove", "result", "result", old, pupil=row.position, result=result.number
    )


KINDS = (result_required, result_value, result_unknown, result_repeated)
