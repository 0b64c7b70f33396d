"""Children who are on a school's list and not in its return."""

from collections.abc import Iterator

from keystage.synth.faults.changes import listed
from keystage.synth.key.facts import Written
from keystage.synth.key.movers import owner
from keystage.synth.model import Authority, Collection, Entry
from keystage.synth.places import roll
from keystage.synth.results import first_result, met
from keystage.synth.returns import Return

_AGAIN = Collection.PHONICS.groups[1]
_DUE, _DUE_AGAIN = "P19-missing", "PH-X5"


def not_returned(authority: Authority, written: Written) -> Iterator[tuple[str, str]]:
    """Yield rule and UPN of each child who is asked for, once however often listed.

    Not asked for is a child of several lists whom another school reports.
    """
    return_ = written.return_
    if not listed(return_):
        return
    here = {row.fields["UPN"] for row in return_.rows}
    here |= {_name(row.fields) for row in return_.rows}
    for group in return_.collection.groups:
        entries = roll(authority, return_.school.index, return_.summer, group)
        for entry in {entry.child.upn: entry for entry in entries}.values():
            if here.isdisjoint({entry.child.upn, _named(entry)}):
                way = _asked(authority, entry, return_, group)
                if way:
                    yield way, entry.child.upn


def _asked(authority: Authority, entry: Entry, return_: Return, group: int) -> str:
    """Return the rule that asks for a child, or ''."""
    summer, collection = return_.summer, return_.collection
    found = owner(authority, entry.journey, collection, summer)
    if found and found.school not in {None, return_.school.index}:
        return ""
    if collection is not Collection.PHONICS or group != _AGAIN:
        return _DUE
    before = first_result(authority, entry, summer)
    return "" if met(before) else _DUE_AGAIN


def _named(entry: Entry) -> str:
    child = entry.child
    return _joined(child.surname, child.forename, child.born.isoformat())


def _name(fields: dict[str, str]) -> str:
    return _joined(fields["Surname"], fields["Forename"], fields["DOB"])


def _joined(*parts: str) -> str:
    return "|".join(parts)
