"""How a school's returns arrive: as what, in which folder, in time, or not at all."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from keystage.synth.chance import Stream
from keystage.synth.model import Authority, Collection
from keystage.synth.places.terms import DAY, weekday
from keystage.synth.returns import Layout, Return, silent
from keystage.synth.season.model import Plan
from keystage.synth.sheets import layouts, needs_workbook

_SHEETS, _SETTINGS_SHEETS = 140, 500  # in a thousand
_LATE, _ZIPPED = 25, 60
_LATE_BY = (3, 18)  # days after the end of June
_END_OF_JUNE = "-06-30"


class Folders(StrEnum):
    """How an authority keeps what it is sent in one collection."""

    FLAT = "flat"
    SCHOOLS = "schools"  # a folder for each school


def folders_of(authority: Authority, summer: int, collection: Collection) -> Folders:
    """Return how what schools sent in a collection was put away."""
    stream = Stream(authority.seed, authority.la, summer, collection.value, "folders")
    return stream.weighted(((Folders.FLAT, 3), (Folders.SCHOOLS, 1)))


def zipped(
    authority: Authority, index: int, summer: int, collection: Collection
) -> bool:
    """Return whether a school sends its files in a zip."""
    return _stream(authority, index, (summer, collection), "zip").happens(_ZIPPED)


def arrange(plan: Plan, returns: Sequence[Return]) -> list[Return]:
    """Return those returns that are sent, each as what and when it is sent.

    Changes them in place. Where no fault is wanted all are sent, and none is late.
    """
    sent = []
    for return_ in returns:
        index, when = return_.school.index, (return_.summer, return_.collection)
        if plan.share and silent(plan.authority, index, *when):
            continue
        _lay_out(plan, return_)
        late = _stream(plan.authority, index, when, "late")
        if plan.share and late.happens(_LATE):
            _put_off(return_, late)
        sent.append(return_)
    return sent


def _lay_out(plan: Plan, return_: Return) -> None:
    index, when = return_.school.index, (return_.summer, return_.collection)
    stream = _stream(plan.authority, index, when, "layout")
    share = _SHEETS if return_.school.estab else _SETTINGS_SHEETS
    choices = layouts(return_.collection)
    if not choices or not stream.happens(share):
        return
    return_.layout = stream.pick(choices)
    if needs_workbook(return_) and not plan.workbooks:
        return_.layout = Layout.CTF


def _put_off(return_: Return, stream: Stream) -> None:
    made = datetime.fromisoformat(return_.header["DateTime"])
    end = datetime.fromisoformat(f"{return_.summer}{_END_OF_JUNE}").date()
    day = weekday(end + stream.between(*_LATE_BY) * DAY)
    later = datetime.combine(day, made.time())
    return_.header["DateTime"] = later.isoformat(timespec="seconds")


def is_late(return_: Return) -> bool:
    """Return whether a return was made after June, when it was due."""
    return return_.header["DateTime"][:10] > f"{return_.summer}{_END_OF_JUNE}"


def _stream(
    authority: Authority, index: int, when: tuple[int, Collection], what: str
) -> Stream:
    summer, collection = when
    return Stream(authority.seed, authority.la, index, summer, collection.value, what)
