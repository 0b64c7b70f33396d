"""Judge which version of a return stands, by what was sent and taken back."""

from collections.abc import Iterator
from itertools import batched

from django.db.models import Max

from keystage_web.returns.models import Return, Step, Version
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.states import HELD
from keystage_web.returns.versions.verify.faults import Code, Fault

_BATCH = 500  # returns judged at once


def standing(authority: str) -> Iterator[Fault]:
    """Yield the returns that stand where nothing that was sent has brought them."""
    rows = Return.of(authority).order_by("id").values_list("id", "version", "state")
    for some in batched(rows.iterator(_BATCH), _BATCH):
        last = _last(authority, [id_ for id_, _, _ in some])
        for id_, number, state in some:
            if number != last.get(id_, 0) or (state in HELD) != (number != 0):
                yield Fault(authority, Code.STANDS, of_return=id_)
    known = Return.of(authority).values("id")
    lone = Version.of(authority).exclude(of_return__in=known).order_by("id")
    for id_, version in lone.values_list("of_return", "id").iterator(_BATCH):
        yield Fault(authority, Code.STANDS, version, of_return=id_)


def _last(authority: str, returns: list[str]) -> dict[str, int]:
    """Return the number of the last version of each that was not taken back."""
    gone = Step.of(authority).filter(act__in=GONE, of_return__in=returns)
    left = Version.of(authority).filter(of_return__in=returns)
    left = left.exclude(id__in=gone.values("version")).order_by()
    return dict(left.values_list("of_return").annotate(Max("number")))
