"""What was unlocked of a return that had been sent: for whom, which cells, how long."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keystage_web.returns.models import Unlock


@dataclass(frozen=True, slots=True)
class Limits:
    """The pupils and the components, by id, that were unlocked; empty for all of them."""

    pupils: Collection[str] = ()
    components: Collection[str] = ()

    def of(self, pupil: str) -> bool:
        """Return whether anything of a pupil may be changed."""
        return not self.pupils or pupil in self.pupils

    def holds(self, pupil: str, component: str) -> bool:
        """Return whether a cell may be changed."""
        return self.of(pupil) and (not self.components or component in self.components)


ALL = Limits()


def open_unlock(authority: str, of_return: str) -> Unlock | None:
    """Return what a return is unlocked by, None where it is not; one question."""
    rows = Unlock.of(authority).filter(of_return=of_return, ended_at=None)
    return rows.exclude(granted_at=None).first()


def limits_of(row: Unlock | None) -> Limits:
    """Return what may be changed by an unlock; without one, all there is."""
    if row is None:
        return ALL
    return Limits(frozenset(row.pupils), frozenset(row.components))


def sent() -> str:
    """Return why a cell that is not among what was unlocked takes no value."""
    return _("This was sent, and is not among what was unlocked.")
