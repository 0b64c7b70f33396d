"""The outcome as text: the score, then every cause with its first places."""

from collections.abc import Iterator

from keystage.reports.shown import plain, wrap
from keystage.reports.words import count
from keystage.synth.conformance.outcome import Heading, Outcome, Part, Sent
from keystage.synth.conformance.telling import words
from keystage.synth.conformance.telling.groups import Group, grouped

COLUMNS = 100
PLACES = 5
"""How many places of a cause are shown; the page and JSON show them all."""

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """Return the outcome as text; with `colour`, headings are bold as well."""
    kit = outcome.kit
    asked = count(len(kit.exports), "file is", "files are")
    lines = [
        *_heading(f"Conformance with the kit of seed {kit.seed}", colour=colour),
        *wrap(f"{kit.school}, {kit.number}; {asked} asked for.", COLUMNS),
        *wrap(plain(words.makers(outcome)), COLUMNS),
        "",
        *wrap(words.verdict(outcome), COLUMNS),
        "",
        *_scores(outcome),
    ]
    for part in outcome.parts:
        lines += ["", *_part(part, colour=colour)]
    lines += ["", *_heading("Files", colour=colour), *map(_file, outcome.files)]
    lines += [f"  {plain(path)}: passed over, {why}" for path, why in outcome.skipped]
    return "\n".join(part for line in lines for part in _broken(line)) + "\n"


def _heading(text: str, *, colour: bool) -> list[str]:
    found = wrap(plain(text), COLUMNS)
    return [f"{_BOLD}{line}{_RESET}" for line in found] if colour else found


def _scores(outcome: Outcome) -> Iterator[str]:
    yield f"{'':<18}{'right':>8}{'of':>8}{'score':>8}"
    for heading, tally in outcome.tallies.items():
        named = words.HEADINGS[heading]
        yield f"{named:<18}{tally.right:>8,}{tally.of:>8,}{words.share(tally):>8}"


def _part(part: Part, *, colour: bool) -> Iterator[str]:
    export = part.export
    title = f"{export.id}: {export.title}" if export else words.NOBODY
    yield from _heading(title, colour=colour)
    if export is not None:
        yield f"  {_summed(part)}"
    for group in grouped(part):
        yield from _group(group)


def _summed(part: Part) -> str:
    """Return the scores of one file of the kit in a line."""
    asked = part.export.file_name if part.export and not part.files else ""
    told = [f"asked for as {asked}"] if asked else []
    told += [
        f"{words.HEADINGS[heading].lower()} {tally.right:,} of {tally.of:,}"
        for heading, tally in part.tallies.items()
        if heading in {Heading.CHILDREN, Heading.RESULTS} and tally.of
    ]
    return ", ".join(told)


def _group(group: Group) -> Iterator[str]:
    first = group.first
    many = f" ({len(group.faults):,})" if len(group.faults) > 1 else ""
    how = words.way(first)
    told = words.title(group.faults).rstrip(".") + (f": {how}" if how else "")
    yield f"  {first.severity.value}: {plain(told)}{many}."
    for fault in group.faults[:PLACES]:
        said = (words.who(fault), words.values(fault), words.place(fault))
        yield f"    - {plain('; '.join(filter(None, said)))}"
    left = len(group.faults) - PLACES
    if left > 0:
        yield f"    and {left:,} more, which --format html or json names"
    if words.to_do(first):
        yield f"    To do: {plain(words.to_do(first))}"


def _file(one: Sent) -> str:
    if one.message:
        return f"  {plain(one.path)}: not read. {plain(one.message)}"
    version = f"CTF {one.version}" if one.version else "no version"
    held = ", ".join(one.exports) or "nobody of the kit"
    return f"  {plain(one.path)}: {plain(one.supplier or 'no supplier')}, {plain(version)}; {held}"


def _broken(line: str) -> list[str]:
    """Return a line broken where it is too long, and what follows further in."""
    if len(line) <= COLUMNS:
        return [line]
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    first, *rest = wrap(text, COLUMNS - indent - 4)
    return [" " * indent + first, *(" " * (indent + 4) + part for part in rest)]
