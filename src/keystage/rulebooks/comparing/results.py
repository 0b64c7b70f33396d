"""What differs in the subjects or goals, and in the codes they take."""

from collections.abc import Iterable, Iterator

from keystage.checks.model import Code, Component, Rulebook
from keystage.checks.words import listed

_COUNTS = {
    "met": "counts as met",
    "not_met": "counts as not met",
    "denominator": "counts in the number of pupils",
    "out": "leaves the pupil out of the figures",
}


def components(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield subjects or goals that came, went or changed."""
    came = [part for name, part in new.components.items() if name not in old.components]
    went = [part for name, part in old.components.items() if name not in new.components]
    for words, parts, book in (("New", came, new), ("No longer", went, old)):
        for area, titles in _by_area(parts, book):
            yield f"{words} in {area}: {listed(titles, 'and')}."
    both = [
        (was, new.components[name])
        for name, was in old.components.items()
        if name in new.components
    ]
    for was, has in both:
        if was.title != has.title:
            yield f"{has.title} was {was.title}."
        if was.required is not has.required:
            now = "every pupil" if has.required else "only the pupils it applies to"
            yield f"{has.title} is for {now}."
    yield from _together(both)


def _by_area(
    parts: Iterable[Component], book: Rulebook
) -> Iterator[tuple[str, list[str]]]:
    areas: dict[str, list[str]] = {}
    for part in parts:
        areas.setdefault(part.area, []).append(f"{part.title} ({part.id})")
    for area, titles in areas.items():
        yield book.areas[area], titles


def _together(both: Iterable[tuple[Component, Component]]) -> Iterator[str]:
    """Yield what subjects may hold, those that changed alike in one sentence."""
    alike: dict[tuple[str, str], list[str]] = {}
    for was, has in both:
        more = listed([one for one in _values(has) if one not in _values(was)], "and")
        less = listed([one for one in _values(was) if one not in _values(has)], "or")
        if more or less:
            alike.setdefault((more, less), []).append(has.title)
    for (more, less), titles in alike.items():
        said = [f"may now be {more}"] if more else []
        said += [f"may no longer be {less}"] if less else []
        yield f"{listed(titles, 'and')} {' and '.join(said)}."


def _values(part: Component) -> tuple[str, ...]:
    marks = (f"{part.minimum} to {part.maximum}",) if part.is_mark else ()
    return (*marks, *part.codes)


def codes(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield codes that came, went, or mean something else."""
    for name, code in new.codes.items():
        if name not in old.codes:
            yield f"New: {name} ({code.name}). {code.meaning}"
    for name, code in old.codes.items():
        if name not in new.codes:
            yield f"No longer: {name} ({code.name})."
    for name, was in old.codes.items():
        if name in new.codes:
            yield from _changed(was, new.codes[name])


def _changed(was: Code, has: Code) -> Iterator[str]:
    if was.name != has.name:
        yield f"{has.id} is called {has.name}; before, {was.name}."
    if was.meaning != has.meaning:
        yield f"{has.id} now means: {has.meaning} Before: {was.meaning}"
    for said, old, new in (
        ("Use it when", was.use_when, has.use_when),
        ("Do not use it when", was.do_not_use_when, has.do_not_use_when),
    ):
        if new and old != new:
            yield f"{has.id}. {said}: {new}"
    yield from _counted(was, has)


def _counted(was: Code, has: Code) -> Iterator[str]:
    if was.points != has.points:
        yield f"{has.id} is worth {_points(has)}; before, {_points(was)}."
    if was.counts != has.counts:
        yield f"{has.id} {_COUNTS[has.counts]}; before, it {_COUNTS[was.counts]}."
    if was.role != has.role:
        whose = "the authority only" if has.role == "la" else "schools too"
        yield f"{has.id} is entered by {whose}."
    if was.verified is not has.verified:
        sure = "is confirmed" if has.verified else "is not confirmed for this year"
        yield f"{has.id} {sure}."


def _points(code: Code) -> str:
    return "no points" if code.points is None else f"{code.points} points"
