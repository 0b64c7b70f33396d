"""Errors that are left, by the rule they break: each group is explained once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from keystage.core.findings import Severity
from keystage_web.returns.sheet.checking import Located
from keystage_web.school.marksheet.doors import Doors
from keystage_web.ui.parts import Link

_SHOWN = 12  # names that stand in a line; the others are folded beneath it
_MOST = 100  # names of a line at all, and lines of a group


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and of whom it is true: names that lead to the marksheet.

    `folded` are those who are not among the first; `more` counts who is not named.
    """

    message: str
    names: tuple[Link, ...]
    folded: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """What one rule finds: a heading, what to do, and a line for each sentence it says.

    Where it says one sentence only, that is the heading. `pupils` are whom it is about.
    """

    rule: str
    title: str
    fix: str
    lines: tuple[Line, ...]
    pupils: frozenset[str]


def groups(
    found: Iterable[Located], round_id: str, titles: Mapping[str, str]
) -> list[Group]:
    """Return the errors by rule, as they were found; `titles` are those of components."""
    by: dict[str, list[Located]] = {}
    for one in found:
        if one.finding.severity is Severity.ERROR:
            by.setdefault(one.finding.rule, []).append(one)
    return [_group(rule, each, round_id, titles) for rule, each in by.items()]


def _group(
    rule: str, found: list[Located], round_id: str, titles: Mapping[str, str]
) -> Group:
    by: dict[str, list[Located]] = {}
    for one in found:
        by.setdefault(one.finding.message, []).append(one)
    lines = tuple(
        _line(message, each, round_id, titles)
        for message, each in list(by.items())[:_MOST]
    )
    many = ngettext(
        "%(n)d problem of one kind", "%(n)d problems of one kind", len(found)
    )
    return Group(
        rule,
        lines[0].message if len(by) == 1 else many % {"n": len(found)},
        found[0].finding.fix,
        lines,
        frozenset(one.pupil for one in found),
    )


def _line(
    message: str, found: list[Located], round_id: str, titles: Mapping[str, str]
) -> Line:
    doors = Doors(round_id)
    several = len({one.component for one in found}) > 1
    names = tuple(
        Link(
            f"{one.name} ({titles[one.component]})"
            if several and one.component in titles
            else one.name,
            doors.cell(one.klass, one.cell),
        )
        for one in found[:_MOST]
    )
    return Line(message, names[:_SHOWN], names[_SHOWN:], len(found) - len(names))
