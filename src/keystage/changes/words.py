"""A difference told to a person: who, what, from what to what."""

from collections.abc import Iterable, Iterator

from keystage.changes.model import Change, Difference, Match, PupilChange
from keystage.checks.words import listed, shown
from keystage.core.findings import PupilRef
from keystage.core.records import Pupil

LONGEST = 120  # of one text in a line; the document holds it whole
_HOW = {
    Match.FORMER_UPN: " (the former UPN says so)",
    Match.NAME_AND_BIRTH: " (same name and date of birth)",
}


def lines(found: Difference) -> list[str]:
    """Return the difference as lines of text, its summary first."""
    told = [summary(found)]
    about = _abouts(found)
    own = [change for change in found.header if not change.same]
    told += _part("The file", (f"  {sentence(one, about)}" for one in own))
    told += _part("Changed", _people(found.changed, about, notes=False))
    told += _part("Added", _people(found.added, about, notes=False))
    told += _part("Gone", _people(found.gone, about, notes=False))
    told += _part(
        "Entered more than once, saying the same", map(_again, found.repeated)
    )
    notes = [f"  {sentence(one, about)}" for one in found.header if one.same]
    both = (*found.changed, *found.noted)
    notes += _people([one for one in both if _notes(one)], about, notes=True)
    return told + _part("The same, otherwise written", notes)


def summary(found: Difference) -> str:
    """Return one line: `3 pupils changed, 1 added, 2 gone, 24 the same.`."""
    same = found.same + len(found.noted)
    counts = [
        (len(found.changed), "changed"),
        (len(found.added), "added"),
        (len(found.gone), "gone"),
        (same, "the same"),
        (len(found.repeated), "entered once more, saying the same"),
    ]
    parts = [f"{number:,} {word}" for number, word in counts if number]
    if not parts:
        return "Neither file has a pupil."
    number, _, rest = parts[0].partition(" ")
    people = "pupil" if number == "1" else "pupils"
    return ", ".join([f"{number} {people} {rest}", *parts[1:]]) + "."


def person(pupil: Pupil | PupilRef) -> str:
    """Return the pupil as people are called, with what tells them apart.

    `Ada Example (Y004100123001, born 2019-11-05)`; what is not known is left out.
    """
    name = " ".join(shown(text) for text in (pupil.forename, pupil.surname) if text)
    born = f"born {shown(pupil.dob)}" if pupil.dob else ""
    if not name:
        name, facts = shown(pupil.upn) or "A pupil without name or UPN", [born]
    else:
        facts = [shown(pupil.upn), born]
    known = ", ".join(fact for fact in facts if fact)
    return f"{name} ({known})" if known else name


def sentence(
    change: Change, about: Iterable[str] = (), how: Match | None = None
) -> str:
    """Return `Writing: EXS → GDS`; with `about` of several, which one it is of.

    `how` is how the pupil was found, told where the UPN itself has changed.
    """
    title = change.title
    if change.about and len(set(about)) > 1:
        title = f"{title} ({change.about})"
    aspects = {"": "", "date": ", date", "kind": ", written as"}
    title += aspects[change.aspect]
    if change.part == "identity" and change.name == "upn" and how in _HOW:
        return f"UPN corrected: {_said(change.old)} → {_said(change.new)}{_HOW[how]}"
    return f"{title}: {_said(change.old)} → {_said(change.new)}"


def given(changes: Iterable[Change], about: Iterable[str] = ()) -> str:
    """Return the results of a pupil only one file has: `Writing EXS, Maths GDS`."""
    several = len(set(about)) > 1
    parts = [
        f"{one.title} {f'({one.about}) ' if several and one.about else ''}"
        f"{shown(one.new or one.old or '') or 'empty'}"
        for one in changes
    ]
    return listed(parts, "and") or "no results"


def _part(heading: str, told: Iterable[str]) -> list[str]:
    inside = list(told)
    return ["", heading, *inside] if inside else []


def _people(
    those: Iterable[PupilChange], about: set[str], *, notes: bool
) -> Iterator[str]:
    for one in those:
        who = one.before or one.after or Pupil()
        if one.how is None:
            yield f"  {person(who)}: {given(one.changes, about)}"
            continue
        yield f"  {person(who)}"
        chosen = _notes(one) if notes else [c for c in one.changes if not c.same]
        yield from (f"    {sentence(change, about, one.how)}" for change in chosen)


def _again(one: PupilChange) -> str:
    which = "second" if one.before is None else "first"
    return f"  {person(one.before or one.after or Pupil())}: once more in the {which}"


def _notes(one: PupilChange) -> list[Change]:
    return [change for change in one.changes if change.same]


def _abouts(found: Difference) -> set[str]:
    return {one.about for person in found.pupils for one in person.changes} - {""}


def _said(text: str | None) -> str:
    if text is None:
        return "nothing"
    return shown(text, LONGEST) or "empty"
