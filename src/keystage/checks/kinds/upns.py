"""Unique pupil numbers: one kind, a fault each, and the repair when one convinces."""

import re
from collections.abc import Callable, Mapping

from keystage.checks.fold import folded, latin_skeleton
from keystage.checks.kind import Param, RowTest, Spec, Type, row_kind
from keystage.checks.kinds.identity import field_text, set_field
from keystage.checks.model import Hit, RollEntry
from keystage.checks.scene import Scene
from keystage.checks.words import listed, shown
from keystage.core import upn as numbers
from keystage.core.records import Row

_FAULTS = {
    "check_letter": numbers.Fault.CHECK_LETTER,
    "la": numbers.Fault.LA,
    "digits": numbers.Fault.DIGITS,
    "last": numbers.Fault.LAST,
    "shape": numbers.Fault.SHAPE,
}
_WORST_FIRST = {
    numbers.Fault.SHAPE: "no UPN begins with {first}",
    numbers.Fault.DIGITS: "characters 5 to 12 are not all digits",
    numbers.Fault.LAST: "no UPN ends with {last}",
    numbers.Fault.LA: "{part} is not the number of an authority",
    numbers.Fault.CHECK_LETTER: "its first letter does not fit the rest",
}
_SPREADSHEET = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_LIKELY = 2
_MANY = 200  # more slips than any UPN has


@row_kind(
    Param(
        "fault",
        Type.CHOICE,
        required=True,
        choices=(*_FAULTS, "temporary", "written", "former"),
    ),
    facts="expected why likely",
)
def upn(spec: Spec) -> RowTest:
    """Find a UPN with a fault, a temporary one, or one written in an unusual way.

    `written`: sound once spaces, hidden characters and small letters are put
    right. `former`: the former UPN has a fault. A missing UPN is a required
    field, not a fault.
    """
    wanted = frozenset(_FAULTS[name] for name in spec.texts("fault") if name in _FAULTS)
    tests = [_OTHERS[name] for name in spec.texts("fault") if name in _OTHERS]

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        found = scene.upn_faults(row.upn) if wanted else ()
        if not wanted.isdisjoint(found):
            return (_faulty(row, scene, found),)
        return tuple(hit for one in tests if (hit := one(row, scene)) is not None)

    return test


def _faulty(row: Row, scene: Scene, found: tuple[numbers.Fault, ...]) -> Hit:
    answers = _answers(row.upn, scene)
    free = [one for one in answers if not _is_taken(one, row, scene)]
    likely = listed(free[:_LIKELY])
    sure = _convincing(row, scene, free, alone=len(answers) == 1)
    return Hit(
        row=row,
        field="upn",
        value=_as_sent(row, "upn"),
        facts={
            "expected": numbers.expected_letter(row.upn),
            "why": _why(row.upn, found),
            "likely": f" It may be {likely}." if likely else "",
        },
        repair=set_field(row, "upn", sure) if sure else None,
    )


def _as_sent(row: Row, name: str) -> str:
    cell = row.cells.get(name)
    return cell.text if cell else row.upn


def _why(number: str, found: tuple[numbers.Fault, ...]) -> str:
    """Return what is wrong with the form of a UPN, as the end of a sentence."""
    if _SPREADSHEET.fullmatch(number):
        return "a spreadsheet has changed this number"
    if not number.isascii() and not numbers.faults(latin_skeleton(number)):
        return "it has a character from another alphabet"
    if len(number) != numbers.LENGTH:
        return f"it has {len(number)} characters instead of {numbers.LENGTH}"
    first = next(fault for fault in _WORST_FIRST if fault in found)
    return _WORST_FIRST[first].format(
        first=shown(number[0]), last=shown(number[-1]), part=shown(number[1:4])
    )


def _answers(number: str, scene: Scene) -> tuple[str, ...]:
    """Return the sound UPNs that may have been meant, likeliest first."""
    plain = latin_skeleton(number)
    if plain != number and not numbers.faults(plain):
        return (plain,)
    hints, year = scene.common_schools, scene.book.year
    return numbers.repairs(number, _MANY, hints=hints, year=year)


def _convincing(row: Row, scene: Scene, free: list[str], *, alone: bool) -> str:
    """Return the one answer that convinces, or ''; `free` are no other pupil's.

    It is the only one that is this child's on the roll; or the only one there is;
    or the only one from a school most pupils here have their number from.
    """
    due = [one for one in free if _is_child(row, scene.roll.get(one))]
    near = [one for one in free if one[1:8] in scene.common_schools]
    for answers in (due, free if alone else [], near):
        if len(answers) == 1 and scene.is_alone(row):
            return answers[0]
    return ""


def _is_taken(number: str, row: Row, scene: Scene) -> bool:
    """Return whether a UPN is another child's, here or on the roll."""
    entry = scene.roll.get(number)
    return number in scene.upns or (entry is not None and not _is_child(row, entry))


def _is_child(row: Row, entry: RollEntry | None) -> bool:
    if entry is None:
        return False
    same_name = folded(entry.surname) == folded(row.surname)
    return same_name and entry.dob == row.dob


def _temporary(row: Row, scene: Scene) -> Hit | None:
    if scene.upn_faults(row.upn) or not numbers.is_temporary(row.upn):
        return None
    return Hit(row=row, field="upn", value=row.upn)


def _written(row: Row, _: Scene) -> Hit | None:
    cell = row.cells.get("upn")
    if cell is None or len(row.upn) != numbers.LENGTH or cell.text.strip() == row.upn:
        return None
    repair = set_field(row, "upn", row.upn)
    return Hit(row=row, field="upn", value=cell.text, repair=repair)


def _former(row: Row, scene: Scene) -> Hit | None:
    text = numbers.tidy(field_text(row, "former_upn"))
    found = scene.upn_faults(text) if text else ()
    if not found:
        return None
    return Hit(
        row=row,
        field="former_upn",
        value=_as_sent(row, "former_upn"),
        facts={"expected": numbers.expected_letter(text), "why": _why(text, found)},
    )


_OTHERS: Mapping[str, Callable[[Row, Scene], Hit | None]] = {
    "temporary": _temporary,
    "written": _written,
    "former": _former,
}

KINDS = (upn,)
