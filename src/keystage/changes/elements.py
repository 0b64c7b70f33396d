"""The parts of a pupil that no rulebook reads, compared whatever their order."""

from collections import Counter
from collections.abc import Iterable, Sequence

from keystage.changes.model import Change
from keystage.core.records import Element

type Canon = tuple[str, str, tuple["Canon", ...]]

_TITLES = {
    "FormerUPN": "Former UPN",
    "NCyearActual": "Year group",
    "PostCode": "Postcode",
}


def canonical(part: Element) -> Canon:
    """Return `part` in a form that is equal for equal parts in any order."""
    children = tuple(sorted(map(canonical, part.children)))
    return part.name, "" if children else part.text, children


def changes(
    before: Iterable[Element], after: Iterable[Element], prefix: str = ""
) -> list[Change]:
    """Return what differs, each by the names that lead to it.

    Of several parts with one name, those that are equal are set aside; the others
    are compared in the order of what they hold.
    """
    left, right = map(canonical, before), map(canonical, after)
    return _changes(tuple(left), tuple(right), prefix)


def _changes(
    before: Sequence[Canon], after: Sequence[Canon], path: str
) -> list[Change]:
    left, right = Counter(before), Counter(after)
    gone, new = left - right, right - left
    found: list[Change] = []
    for name in sorted({part[0] for part in (*gone, *new)}):
        olds = sorted(part for part in gone.elements() if part[0] == name)
        news = sorted(part for part in new.elements() if part[0] == name)
        at = f"{path}{name}"
        for old, fresh in zip(olds, news, strict=False):
            found += _one(old, fresh, at)
        found += [_change(at, part, None) for part in olds[len(news) :]]
        found += [_change(at, None, part) for part in news[len(olds) :]]
    return found


def _one(old: Canon, new: Canon, at: str) -> list[Change]:
    if old[2] and new[2]:
        return _changes(old[2], new[2], f"{at}/")
    return [_change(at, old, new)]


def _change(at: str, old: Canon | None, new: Canon | None) -> Change:
    title = ", ".join(_TITLES.get(step, step) for step in at.split("/"))
    return Change(
        "details", at, title, None if old is None else _said(old), new and _said(new)
    )


def _said(part: Canon) -> str:
    """Return all that `part` holds in one line."""
    _, text, children = part
    if not children:
        return text
    return ", ".join(f"{child[0]} {_said(child)}".strip() for child in children)
