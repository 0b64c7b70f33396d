"""What a file would change, by pupil and in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keystage_web.returns.sending.reviewing import Reviewed
from keystage_web.returns.taking.review import Change, Kind

MOST = 300  # pupils a page shows


@dataclass(frozen=True, slots=True)
class Line:
    """One result that would change: what of, and from what to what.

    `said` is what is to be known of it; one that is not `taken` stays as it is.
    """

    title: str
    before: str
    after: str
    said: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Of:
    """What would change of a pupil."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file would change, by pupil.

    `gone` are results that would be taken away if it took the place of what stands.
    `more` counts pupils who are not shown.
    """

    changed: tuple[Of, ...]
    gone: tuple[Of, ...]
    facts: tuple[str, ...]
    more: int


def difference(would: Reviewed) -> Difference:
    """Return what a file would do to what stands."""
    titles = {column.id: column.title for column in would.sheet.results}
    names = {row.pupil: row.name for row in would.sheet.rows}

    def of(pupil: str, changes: tuple[Change, ...]) -> Of:
        return Of(
            names[pupil], tuple(_line(one, titles[one.component]) for one in changes)
        )

    changed = [of(*each) for each in would.found.changes.items()]
    gone = [of(*each) for each in would.gone.items()] if would.stands else []
    return Difference(
        tuple(changed[:MOST]),
        tuple(gone[:MOST]),
        tuple(_facts(would)),
        more=max(0, len(changed) - MOST),
    )


def _line(one: Change, title: str) -> Line:
    return Line(title, one.before, one.after, one.said, one.kind is not Kind.CLOSED)


def _facts(would: Reviewed) -> Iterator[str]:
    """Yield what the file comes to, in sentences."""
    taken = would.found.taken
    new = sum(not one.before for one in taken)
    said = ngettext("%(n)d result is new.", "%(n)d results are new.", new)
    yield said % {"n": new}
    if other := len(taken) - new:
        said = ngettext(
            "%(n)d result is another than the one that stands.",
            "%(n)d results are others than those that stand.",
            other,
        )
        yield said % {"n": other}
    if same := would.found.same:
        said = ngettext(
            "%(n)d result is the same already.",
            "%(n)d results are the same already.",
            same,
        )
        yield said % {"n": same}
    if missing := would.found.missing:
        said = ngettext(
            "%(n)d pupil on your list is not in the file.",
            "%(n)d pupils on your list are not in the file.",
            missing,
        )
        yield said % {"n": missing}
    if not would.sheet.rows:
        yield _("There is nobody on your list for this collection yet.")
