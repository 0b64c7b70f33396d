"""What of a file a table of one collection does not hold, by name and number."""

from collections import Counter
from collections.abc import Iterator, Mapping

from keystage.checks.model import Rulebook
from keystage.core.records import CtfFile, Element, Pupil, Return

_BASIC, _HELD = "BasicDetails", "NCyearActual"
# The results set aside: label of collection or stage, and year, to how many.
type Aside = Mapping[tuple[str, str], int]


def what(file: CtfFile, return_: Return, book: Rulebook, aside: Aside) -> list[str]:
    """Return a line for each sort of thing in `file` that the table leaves out.

    `aside` counts the results that are not of the return's collection and year.
    """
    rows = {row.position for row in return_.rows}
    kept = [one for one in file.pupils if one.position in rows]
    counts: Counter[str] = Counter()
    counts[f"pupils who are not of {book.title}"] = len(file.pupils) - len(kept)
    for (label, year), number in aside.items():
        counts[f"results of {label} {year}".rstrip()] += number
    counts["results the rulebook does not know"] = sum(
        len(row.others) for row in return_.rows
    )
    counts["results given more than once, the first of each kept"] = sum(
        len(given) - 1 for row in return_.rows for given in row.results.values()
    )
    for one in kept:
        counts.update(_of_pupil(one))
    counts.update(_named("header", file.header.extra))
    counts.update(_named("file", file.extra))
    told = [f"{name}: {number:,}" for name, number in counts.items() if number]
    return told + _reworded(return_) + _of_header(file)


def _of_pupil(one: Pupil) -> Iterator[str]:
    for name in ("uln", "uci"):
        if getattr(one, name):
            yield name.upper()
    yield from ("dates of results" for part in one.assessments if part.date)
    for section in one.sections:
        if section.name != _BASIC:
            yield section.name
        for part in section.children if section.name == _BASIC else ():
            if part.name != _HELD:
                yield f"{_BASIC}/{part.name}"


def _named(where: str, parts: list[Element]) -> Iterator[str]:
    return (f"{part.name} of the {where}" for part in parts)


def _reworded(return_: Return) -> list[str]:
    """Return how many results stand in the rulebook's code and not as they were sent."""
    number = sum(
        given.value != given.cell.text.strip()
        for row in return_.rows
        for those in row.results.values()
        for given in those[:1]
    )
    if not number:
        return []
    return [f"written in the rulebook's own codes, as they were read: {number:,}"]


def _of_header(file: CtfFile) -> list[str]:
    name = file.header.source.name
    besides = f", the school's name ({name}) too" if name else ""
    return [f"the header, save for who sends the file{besides}"]
