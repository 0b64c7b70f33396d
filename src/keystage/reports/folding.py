"""Findings that say one thing of one pupil, side by side."""

from collections import Counter
from collections.abc import Sequence

from keystage.marksheet.messages import spans
from keystage.reports import words
from keystage.reports.document import Item

_FEWEST_FOLDED = 2  # besides the first


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


def folded(beneath: Sequence[Item]) -> list[tuple[Item, str]]:
    """Return what goes away with a finding, each with where else the same does.

    Fifteen children without the column that is missing are one thing to a reader.
    """
    groups: dict[object, list[Item]] = {}
    for position, item in enumerate(beneath):
        finding = item.finding
        alike = (finding.rule, finding.severity)
        groups.setdefault(position if item.beneath else alike, []).append(item)
    told: list[tuple[Item, str]] = []
    for first, *others in groups.values():
        if len(others) < _FEWEST_FOLDED:
            told += [(one, "") for one in (first, *others)]
        else:
            told.append((first, _elsewhere(first, others)))
    return told


def _elsewhere(first: Item, others: Sequence[Item]) -> str:
    """Return in which results, and in which rows or of whom, the same stands too."""
    abouts = dict.fromkeys(one.about for one in others if one.about)
    parts = [", ".join(abouts)] if set(abouts) - {first.about} else []
    rows = {place.row for one in others if (place := one.finding.place) and place.row}
    names = dict.fromkeys(words.pupil(one.finding.pupil) for one in others)
    whose = "; ".join(name for name in names if name)
    if rows:
        parts.append(spans(sorted(rows)))
    elif whose and set(names) != {words.pupil(first.finding.pupil)}:
        parts.append(whose)
    where = f": {'; '.join(parts)}" if parts else ""
    return f"The same in {len(others)} more{where}."


def the_rest(alike: Sequence[Item]) -> str:
    """Return where else the same stands, `alike` being all but the first, or ''."""
    if not alike:
        return ""
    others = ", ".join(f"{one.about}{_on_line(one)}" for one in alike)
    return f"The same in {len(alike)} more: {others}."


def _on_line(item: Item) -> str:
    line = item.finding.place.line if item.finding.place else None
    return f" line {line:,}" if line else ""
