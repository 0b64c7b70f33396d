"""Findings that say one thing of one pupil, side by side."""

from collections import Counter
from collections.abc import Sequence

from keystage.reports import words
from keystage.reports.document import Item


def gathered(items: Sequence[Item]) -> list[list[Item]]:
    """Return `items` with those that say one thing of one pupil side by side.

    A code in small letters on every goal is one thing to a reader, not many. What is
    said twice of one result stays apart.
    """
    groups: dict[object, list[Item]] = {}
    times: Counter[object] = Counter()
    for position, item in enumerate(items):
        finding = item.finding
        who, repair = finding.pupil, finding.repair
        alone = who is None or not finding.subject or item.beneath
        key = (
            position
            if alone
            else (
                finding.rule,
                *words.pupil_details(who),
                words.pupil(who),
                finding.value,
                finding.allowed,
                repair.new if repair else None,
            )
        )
        times[key, finding.subject] += 1
        groups.setdefault((key, times[key, finding.subject]), []).append(item)
    return list(groups.values())


def the_rest(alike: Sequence[Item]) -> str:
    """Return where else the same stands, `alike` being all but the first, or ''."""
    if not alike:
        return ""
    others = ", ".join(f"{one.about}{_on_line(one)}" for one in alike)
    return f"The same in {len(alike)} more: {others}."


def _on_line(item: Item) -> str:
    line = item.finding.place.line if item.finding.place else None
    return f" line {line:,}" if line else ""
