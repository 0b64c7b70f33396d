"""From a supplier's files to the outcome: each read, held against the kit, and scored."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from keystage.core.findings import Finding
from keystage.intake import Skipped
from keystage.intake.sources import Source
from keystage.synth.conformance import looking, makers
from keystage.synth.conformance.comparing import Met, Place, Roll, compare, nobody
from keystage.synth.conformance.looking import Seen, look
from keystage.synth.conformance.model import Export, Kit
from keystage.synth.conformance.outcome import (
    THE_FILE,
    Fault,
    Heading,
    Kind,
    Outcome,
    Part,
    Sent,
)

type Progress = Callable[[int, int], None]


def score(
    kit: Kit,
    sources: Sequence[Source],
    skipped: Iterable[Skipped] = (),
    progress: Progress = lambda _done, _of: None,
) -> Outcome:
    """Return what became of every child and result of `kit` in a supplier's files.

    Children are found by UPN wherever they stand, so results may come in one file or
    in several. A file that cannot be read counts for nothing, and is named. Raises
    nothing for what a file holds.
    """
    roll = Roll(kit)
    parts = {export.id: Part(export) for export in kit.exports}
    besides = Part(None)
    sent = []
    for number, seen in enumerate(look(sources), 1):
        exports, strangers = _met(roll, seen)
        homes = [parts[one.id] for one in exports]
        meant = homes[0] if homes else _meant(kit, seen, parts) or besides
        meant.faults += _of_the_file(kit, seen, exports, meant, roll=roll)
        nobody(meant, strangers)
        for home in homes or ([besides] if meant is besides else []):
            home.files.append(seen.path)
        sent.append(_sent(seen, exports))
        progress(number, len(sources))
    for export in kit.exports:
        _finish(parts[export.id], roll.places)
    found = [*parts.values(), *([besides] if besides.files else [])]
    left = tuple((one.path, one.reason) for one in skipped)
    return Outcome(kit, tuple(found), tuple(sent), left)


def _met(roll: Roll, seen: Seen) -> tuple[list[Export], list[Met]]:
    """Return the files of the kit a file has children of, most first, and strangers."""
    strangers: list[Met] = []
    counted: Counter[str] = Counter()
    known: dict[str, Export] = {}
    for pupil in seen.file.pupils:
        met = Met(seen.path, pupil)
        place = roll.find(pupil)
        if place is None:
            strangers.append(met)
            continue
        place.met.append(met)
        known[place.export.id] = place.export
        counted[place.export.id] += 1
    return [known[name] for name, _ in counted.most_common()], strangers


def _meant(kit: Kit, seen: Seen, parts: Mapping[str, Part]) -> Part | None:
    """Return the part a file that cannot be read was meant for, by name and folder."""
    *folders, name = seen.path.split("/")
    alike = [one for one in kit.exports if seen.refused and one.file_name == name]
    if len(alike) > 1:
        alike = [one for one in alike if str(one.year) in folders]
    return parts[alike[0].id] if len(alike) == 1 else None


def _of_the_file(
    kit: Kit, seen: Seen, exports: Sequence[Export], part: Part, *, roll: Roll
) -> Iterator[Fault]:
    """Yield what is to be said of a file as a whole, and count how it is written."""
    if seen.refused is not None:
        part.count(Heading.WRITING, right=False)
        stop = seen.refused
        yield Fault(
            Heading.WRITING,
            Kind.UNREAD,
            THE_FILE,
            file=seen.path,
            line=stop.place.line if stop.place else None,
            rule=stop.code,
            message=stop.message,
            fix=makers.fix(stop.code, stop.fix),
        )
        return
    notes = list(seen.notes)
    if exports:
        notes += looking.of_the_whole(kit, exports[0].year, seen)
    else:
        part.count(Heading.FILES, right=False)
        yield Fault(
            Heading.FILES, Kind.UNEXPECTED, "a file of no child", file=seen.path
        )
    part.count(Heading.WRITING, right=not notes)
    yield from (_noted(seen, note, roll) for note in notes)


def _noted(seen: Seen, note: Finding, roll: Roll) -> Fault:
    pupil = note.pupil if note.pupil and roll.knows(note.pupil.upn) else None
    return Fault(
        Heading.WRITING,
        Kind.WRITTEN,
        THE_FILE,
        severity=note.severity,
        upn=pupil.upn if pupil else "",
        name=f"{pupil.surname}, {pupil.forename}" if pupil else "",
        file=seen.path,
        line=note.place.line if note.place else None,
        rule=note.rule,
        message=note.message,
        fix=makers.fix(note.rule, note.fix),
    )


def _finish(part: Part, places: Sequence[Place]) -> None:
    """Hold the children of one file of the kit against what was met."""
    export = part.export
    here = [place for place in places if place.export is export]
    part.count(Heading.FILES, right=bool(part.files))
    if not part.files and not any(one.kind is Kind.UNREAD for one in part.faults):
        part.faults.append(Fault(Heading.FILES, Kind.MISSING, THE_FILE))
    compare(part, here)


def _sent(seen: Seen, exports: Sequence[Export]) -> Sent:
    header = seen.file.header
    return Sent(
        seen.path,
        header.supplier,
        header.version,
        tuple(one.id for one in exports),
        seen.refused.message if seen.refused else "",
    )
