"""One rulebook's way of writing its components in a file."""

from keystage.checks.model import Rulebook
from keystage.core.records import Kind

type Key = tuple[str, str, str, str, str]

# Subject, method and component as one writer has them, and as everybody else does.
_ALIASES = {("PHO", "TA", "PHO"): ("PHO", "TT", "CHK")}


class Coder:
    """One rulebook's way of writing its components in a file."""

    def __init__(self, book: Rulebook) -> None:
        self._exact: dict[Key, str] = {}
        self._likeness: set[Key] = set()
        scales: dict[tuple[str, str, str], set[str]] = {}
        for component in book.components.values():
            row = component.coding
            if (row.from_year or book.year) <= book.year <= (row.to_year or book.year):
                key = _folded(
                    (row.stage, row.subject, row.method, row.component, row.qualifier)
                )
                self._exact[key] = component.id
                self._likeness.update(_one_part_out(key))
                scales.setdefault((key[0], key[2], key[4]), set()).add(key[1])
        # A scale used for several subjects is no subject's own, so whatever else is
        # on it (an unknown subject) is the collection's; a mark of one check is not.
        self._likeness.update(
            (stage, "", method, "", qualifier)
            for (stage, method, qualifier), subjects in scales.items()
            if len(subjects) > 1
        )

    def component(self, key: Key) -> str | None:
        """Return the component written as `key`, or None."""
        return self._exact.get(key)

    def resembles(self, key: Key) -> bool:
        """Whether `key` is on a scale of this collection: at most one part is odd."""
        stage, _, method, _, qualifier = key
        on_scale = (stage, "", method, "", qualifier)
        return not self._likeness.isdisjoint((*_one_part_out(key), on_scale))


def year_of(kind: Kind) -> int | None:
    """Return the summer year of `kind`, or None where the text is no year."""
    text = kind.year
    plain = len(text) == len("2026") and text.isascii() and text.isdigit()
    return int(text) if plain else None


def is_real(kind: Kind) -> bool:
    """Whether `kind` is a real result of England, not an estimate or a target.

    Files that leave out locale or status mean these.
    """
    return kind.status.upper() in {"", "R"} and kind.locale.upper() in {"", "ENG"}


def key_of(kind: Kind) -> Key:
    """Return what tells `kind` from others, without case, as most write it."""
    stage, subject, method, component, qualifier = _folded(
        (kind.stage, kind.subject, kind.method, kind.component, kind.qualifier)
    )
    what = (subject, method, component)
    subject, method, component = _ALIASES.get(what, what)
    return stage, subject, method, component, qualifier


def _folded(key: Key) -> Key:
    stage, subject, method, component, qualifier = (
        part.strip().upper() for part in key
    )
    return stage, subject, method, component, qualifier


def _one_part_out(key: Key) -> tuple[Key, ...]:
    stage, subject, method, component, qualifier = key
    return (
        (stage, subject, method, component, ""),
        (stage, subject, method, "", qualifier),
        (stage, subject, "", component, qualifier),
        (stage, "", method, component, qualifier),
    )
