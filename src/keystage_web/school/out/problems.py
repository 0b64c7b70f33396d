"""What stands in a file's way, and what is to be explained before it goes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from keystage.core.findings import Severity
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.outgoing.model import Outgoing, Person
from keystage_web.returns.sheet import checking
from keystage_web.returns.sheet.checking import Located

_MOST = 20  # findings that are listed; the check's own page has all


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule: what it says of the first, and whom it is about."""

    rule: str
    says: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks say of some pupils: what must be put right, what is to be told.

    `errors` are no more than a page lists, `count` is how many there are.
    """

    errors: tuple[Located, ...] = ()
    count: int = 0
    queries: tuple[Group, ...] = ()


def found(
    scope: Scope, out: Outgoing, people: Iterable[Person], now: datetime
) -> Found:
    """Return what is found in the results of those chosen.

    Of what was sent nothing is asked again: it was explained as it was sent.
    """
    if out.sent:
        return Found()
    checked = checking.check(scope, out.round, now=now)
    ids = {one.id for one in people} | {""}
    here = [one for one in checked.findings if one.pupil in ids] if checked else []
    errors = [one for one in here if one.finding.severity is Severity.ERROR]
    queries = [one for one in here if one.finding.severity is Severity.QUERY]
    return Found(tuple(errors[:_MOST]), len(errors), tuple(_groups(queries)))


def _groups(queries: Collection[Located]) -> Iterable[Group]:
    rules = dict.fromkeys(one.finding.rule for one in queries)
    for rule in rules:
        those = [one for one in queries if one.finding.rule == rule]
        names = tuple(dict.fromkeys(one.name for one in those))
        yield Group(rule, those[0].finding.message, names)
