"""The lines of the key on children who moved: where they were, and whose they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keystage.synth.key.movers import Owner, listed_stays, owner
from keystage.synth.model import Authority, Collection, Entry, Stay
from keystage.synth.places import roll, school, year_at
from keystage.synth.results import first_result, met

_NO_RETURN = Collection.MTC


@dataclass(frozen=True, slots=True)
class Listed:
    """A registration as the school's list has it: `left` is '' for who is still there."""

    school: str
    joined: str
    left: str


@dataclass(frozen=True, slots=True)
class Mover:
    """A child on the lists of several schools, and who reports it.

    `reports` is a school's number, '' where nobody does, the guidance does not say, or a
    fact is wanting that no list has; `case` says which line of it that is. `met` says of
    who may take the phonics check again whether the standard was met in year 1.
    """

    summer: int
    collection: Collection
    group: int
    upn: str
    listed: tuple[Listed, ...]
    reports: str
    case: str
    met: bool = False

    def line(self) -> dict[str, object]:
        """Return the line of the key."""
        return {
            "kind": "mover",
            "summer": self.summer,
            "collection": self.collection.value,
            "group": self.group,
            "upn": self.upn,
            "schools": [
                {"number": one.school, "joined": one.joined, "left": one.left}
                for one in self.listed
            ],
            "reports": self.reports,
            "case": self.case,
            "met_before": self.met,
        }


def movers(
    authority: Authority, index: int, summer: int, collections: Sequence[Collection]
) -> Iterator[Mover]:
    """Yield each child of several lists once: with the first school it is listed at."""
    for collection in collections:
        if collection is _NO_RETURN:
            continue  # nobody returns anything to the authority
        for group in collection.groups:
            entries = roll(authority, index, summer, group)
            for entry in {entry.child.upn: entry for entry in entries}.values():
                stays = listed_stays(authority, entry.journey, summer)
                if stays and stays[0].school == index:
                    yield from _mover(authority, (summer, collection), entry, stays)


def _mover(
    authority: Authority,
    when: tuple[int, Collection],
    entry: Entry,
    stays: Sequence[Stay],
) -> Iterator[Mover]:
    summer, collection = when
    group = summer - entry.child.origin.cohort
    again = collection is Collection.PHONICS and group == collection.groups[1]
    done = again and met(first_result(authority, entry, summer))
    found = owner(authority, entry.journey, collection, summer)
    if found is None:
        return
    if done:
        found = Owner(None, "met the standard in year 1: nobody")
    reports = ""
    if found.school is not None:
        reports = school(authority, found.school).number
    listed = tuple(_listed(authority, one, summer) for one in stays)
    upn, case = entry.child.upn, found.case
    yield Mover(summer, collection, group, upn, listed, reports, case, done)


def _listed(authority: Authority, stay: Stay, summer: int) -> Listed:
    closes = year_at(authority, stay.school, summer).closes
    left = stay.left.isoformat() if stay.left < closes else ""
    here = school(authority, stay.school)
    return Listed(here.number, stay.joined.isoformat(), left)
