"""Every child and result of the kit, held against what the files say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from keystage.core.records import Assessment, Pupil
from keystage.synth.conformance.assessed import as_written, compare_results
from keystage.synth.conformance.likeness import TOLERATED, how
from keystage.synth.conformance.model import Child, Export, Kit
from keystage.synth.conformance.outcome import Fault, Heading, Kind, Part

# What is asked of every file, and what may be left out: field and words for it.
_ASKED = (
    ("surname", "Surname"),
    ("forename", "Forename"),
    ("dob", "DOB"),
    ("sex", "Sex"),
)
_DETAILS = (
    ("former_upn", "FormerUPN", ("FormerUPN", "UPN")),
    ("former_surname", "FormerSurname", ("FormerSurname",)),
    ("nc_year", "NCyearActual", ("NCyearActual",)),
)


@dataclass(frozen=True, slots=True)
class Met:
    """One pupil of a file."""

    path: str
    pupil: Pupil


@dataclass(slots=True)
class Place:
    """A child of the kit, and wherever the files name it."""

    export: Export
    child: Child
    met: list[Met] = field(default_factory=list)


class Roll:
    """The children of a kit, found by UPN, or by what else is known of them."""

    def __init__(self, kit: Kit) -> None:
        self.places = [
            Place(export, child) for export in kit.exports for child in export.children
        ]
        self._numbers = {place.child.upn: place for place in self.places}
        self._former = {
            place.child.former_upn: place
            for place in self.places
            if place.child.former_upn
        }
        self._people: dict[tuple[str, ...], list[Place]] = {}
        for place in self.places:
            one = place.child
            self._people.setdefault(_person(one), []).append(place)

    def knows(self, upn: str) -> bool:
        """Whether a UPN is that of a child of the kit."""
        return upn in self._numbers

    def find(self, pupil: Pupil) -> Place | None:
        """Return the child that a pupil is: by UPN, former UPN, or name and birthday."""
        number = "".join(pupil.upn.split()).upper()
        known = self._numbers.get(number) or self._former.get(number)
        if known is not None:
            return known
        alike = self._people.get(_person(pupil), [])
        return alike[0] if len(alike) == 1 else None


def compare(part: Part, places: Sequence[Place]) -> None:
    """Say of every child of one file of the kit what came through."""
    found = [place for place in places if place.met]
    for place in places:
        if place.child.wanted:
            part.faults += _child(part, place, sent=bool(found))
        elif place.met:
            part.count(Heading.CHILDREN, right=False)
            part.faults.append(_unwanted(place))


def nobody(part: Part, strangers: Iterable[Met]) -> None:
    """Say of pupils who are no children of the kit where they stand, and not who.

    They may be real: a report is passed on, and somebody may have exported a school.
    """
    for met in strangers:
        part.count(Heading.CHILDREN, right=False)
        part.faults.append(
            Fault(
                Heading.CHILDREN,
                Kind.UNEXPECTED,
                "a child who is not in the kit",
                file=met.path,
                line=met.pupil.line or None,
            )
        )


def _person(one: Child | Pupil) -> tuple[str, ...]:
    return one.dob, one.surname.casefold(), one.forename.casefold()


def _child(part: Part, place: Place, *, sent: bool) -> Iterator[Fault]:
    child = place.child
    needed = sum(one.needed for one in child.results)
    if not place.met:
        part.count(Heading.CHILDREN, right=False)
        part.tallies[Heading.RESULTS].of += needed
        if sent:
            missing = replace(_of(child), kind=Kind.MISSING, what="a child")
            yield replace(missing, message=child.why)
        return
    faults = [fault for met in place.met for fault in _identity(child, met)]
    faults += _again(place)
    right = not any(fault.heading is Heading.CHILDREN for fault in faults)
    part.count(Heading.CHILDREN, right=right)
    yield from faults
    given: list[tuple[str, Assessment]] = [
        (met.path, one) for met in place.met for one in met.pupil.assessments
    ]
    yield from compare_results(part, child, given)


def _again(place: Place) -> Iterator[Fault]:
    """Yield a child that a file names more than once; in another file it may stand."""
    paths: set[str] = set()
    for met in place.met:
        if met.path in paths:
            yield replace(
                _of(place.child),
                kind=Kind.UNEXPECTED,
                what="a child once more in one file",
                file=met.path,
                line=met.pupil.line or None,
            )
        paths.add(met.path)


def _unwanted(place: Place) -> Fault:
    met = place.met[0]
    return replace(
        _of(place.child),
        kind=Kind.UNEXPECTED,
        what="a child who should be left out",
        message=place.child.why,
        file=met.path,
        line=met.pupil.line or None,
    )


def _of(child: Child) -> Fault:
    """Return a fault about a child, to be filled in."""
    return Fault(
        Heading.CHILDREN,
        Kind.ALTERED,
        "",
        upn=child.upn,
        name=child.name,
        case=child.case,
    )


def _identity(child: Child, met: Met) -> Iterator[Fault]:
    """Yield what is not as it was entered: who the child is, and details given."""
    pupil = met.pupil
    yield from _text(child, met, ("UPN", child.upn, pupil.upn, "upn"))
    for name, what in _ASKED:
        entered, found = getattr(child, name), getattr(pupil, name)
        yield from _text(child, met, (what, entered, found, name))
    details = pupil.section("BasicDetails")
    for name, what, tags in _DETAILS:
        texts = [details.child_text(tag) for tag in tags] if details else []
        found = next(filter(None, texts), "")
        if found:
            yield from _text(child, met, (what, getattr(child, name), found, name))
    postcode = _postcode(pupil)
    if postcode:
        entered = child.postcode.replace(" ", "")
        found = postcode.replace(" ", "")
        yield from _text(child, met, ("PostCode", entered, found, "postcode"))


def _postcode(pupil: Pupil) -> str:
    address = pupil.section("Address")
    return address.child_text("PostCode") if address else ""


def _text(child: Child, met: Met, told: tuple[str, str, str, str]) -> Iterator[Fault]:
    what, entered, found, name = told
    others = (child.former_upn, child.former_surname, child.known_as)
    besides = (*others, child.surname, child.forename)
    way = how(entered, found, tuple(one for one in besides if one != entered))
    if way is None:
        return
    fault = replace(
        _of(child),
        what=what,
        expected=entered,
        found=found,
        file=met.path,
        line=met.pupil.lines.get(name) or met.pupil.line or None,
        way=way,
    )
    yield as_written(fault) if way in TOLERATED else fault
