"""Errors that are left, by the rule they break: each group is explained once."""

from collections.abc import Iterable
from dataclasses import dataclass

from keystage.core.findings import Severity
from keystage_web.returns.sheet.checking import Located
from keystage_web.returns.sheet.model import Choice
from keystage_web.school.marksheet.doors import Doors
from keystage_web.ui.parts import Link

_MOST = 100  # cells of a group that are named


@dataclass(frozen=True, slots=True)
class Group:
    """What one rule finds: a sentence on the first, what to do, and where it is.

    `cells` lead to the marksheet; `more` are those that are not named.
    """

    rule: str
    message: str
    fix: str
    many: int
    cells: tuple[Link, ...]
    more: int


def groups(found: Iterable[Located], round_id: str) -> list[Group]:
    """Return the errors by rule, as they were found."""
    by: dict[str, list[Located]] = {}
    for one in found:
        if one.finding.severity is Severity.ERROR:
            by.setdefault(one.finding.rule, []).append(one)
    return [_group(rule, each, round_id) for rule, each in by.items()]


def _group(rule: str, found: list[Located], round_id: str) -> Group:
    first = found[0].finding
    cells = tuple(
        Link(_place(one), f"{Doors(round_id, Choice(one.klass)).grid}#{one.cell}")
        for one in found[:_MOST]
    )
    many = len(found)
    return Group(rule, first.message, first.fix, many, cells, more=many - len(cells))


def _place(one: Located) -> str:
    return f"{one.name} ({one.component})" if one.component else one.name
