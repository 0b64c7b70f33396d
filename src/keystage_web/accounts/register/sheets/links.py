"""The register's other file: which school went before which."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from keystage_web.accounts.register.facts import Unreadable, read
from keystage_web.accounts.register.sheets import columns
from keystage_web.accounts.register.sheets.reading import Cells, Unusable, cell

_BEFORE, _AFTER = "predecessor", "successor"
_WORDS = 80  # of how one came from the other, as we keep them


def links(cells: Cells, urns: Collection[str]) -> list[list[str]]:
    """Return later URN, earlier URN, how and since, for links of any of `urns`.

    A link told from both ends comes once. Raises `Unusable` for another kind of file.
    """
    if not columns.is_links(cells.headings):
        raise Unusable(
            _("The file of links needs the columns URN, LinkURN and LinkType.")
        )
    places = columns.guessed(cells.headings, columns.LINKS)
    found: dict[tuple[str, str], list[str]] = {}
    for _line, row in cells.rows:
        urn, other = (cell(row, places[name]) for name in ("urn", "other"))
        how = cell(row, places["how"])[:_WORDS]
        pair = _pair(how.lower(), urn, other)
        if pair and not {urn, other}.isdisjoint(urns):
            found.setdefault(pair, [*pair, how, _day(cell(row, places.get("since")))])
    return list(found.values())


def _pair(how: str, urn: str, other: str) -> tuple[str, str] | None:
    """Return the later and the earlier of two URNs; None where neither is."""
    if not urn or not other or urn == other:
        return None
    if how.startswith(_BEFORE):
        return urn, other
    return (other, urn) if how.startswith(_AFTER) else None


def _day(text: str) -> str:
    """Return a day in ISO form, '' where there is none that can be read."""
    try:
        day = read("opened", text)
    except Unreadable:
        day = None
    return day.isoformat() if day else ""
