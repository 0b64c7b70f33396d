"""Codes for a year group, so that every code of every component is somewhere.

They agree with each other as guidance asks, so that a right file is also a clean one.
"""

from collections.abc import Iterator

from keystage.synth.chance import Stream
from keystage.synth.model import Collection

type Codes = dict[str, str]

_GOALS = [f"E{goal:02}" for goal in range(1, 18)]
_MARKS = range(41)
_LEFT_IN_SCIENCE = 2024  # the first summer in which L, F and P stand in science too
_WEAKER = 12  # marks of those who are checked again, besides the ends
_SUBJECTS = ("REA", "WRI", "MAT")
_MIXES = 6
_FRAMEWORK = ("WTS", "EXS", "GDS")


def codes_of(
    collection: Collection, year: int, group: int, stream: Stream
) -> Iterator[Codes]:
    """Yield the results of one child after another, by component."""
    match collection:
        case Collection.EYFSP:
            yield from _profiles(stream)
        case Collection.PHONICS:
            yield from _checks(stream, first=group == collection.groups[0])
        case Collection.KS1:
            yield from _assessed(stream, 4, ("A",))
        case _:
            yield from _at_the_end(stream, year)


def _profiles(stream: Stream) -> Iterator[Codes]:
    for code in ("1", "2", "A"):
        yield dict.fromkeys(_GOALS, code)
    for _ in range(15):
        yield {goal: stream.pick("12") for goal in _GOALS}


def _checks(stream: Stream, *, first: bool) -> Iterator[Codes]:
    marks = [*_MARKS] if first else [0, 31, 32, 40]
    if not first:
        marks += [stream.between(1, 39) for _ in range(_WEAKER)]
    yield from ({"mark": str(mark)} for mark in marks)
    yield from ({"outcome": code} for code in "ADL")


def _assessed(stream: Stream, highest: int, others: tuple[str, ...]) -> Iterator[Codes]:
    """Yield teacher assessments: below the framework in all subjects or in none."""
    below = ("EM", *(f"PK{step}" for step in range(1, highest + 1)))
    for code in below:
        yield {**dict.fromkeys(_SUBJECTS, code), "SCI": "HNM"}
    for code in _FRAMEWORK:
        science = "HNM" if code == "WTS" else "EXS"
        yield {**dict.fromkeys(_SUBJECTS, code), "SCI": science}
    for _ in range(_MIXES):
        judged = {subject: stream.pick(_FRAMEWORK) for subject in _SUBJECTS}
        yield {**judged, "SCI": stream.pick(("HNM", "EXS"))}
    for code in others:
        yield dict.fromkeys((*_SUBJECTS, "SCI"), code)


def _at_the_end(stream: Stream, year: int) -> Iterator[Codes]:
    """Yield those of key stage 2: reading and maths of who is below the tests only."""
    for codes in _assessed(stream, 6, ("A",)):
        tested = codes["WRI"] in _FRAMEWORK
        kept = ("WRI", "SCI") if tested else codes
        yield {name: codes[name] for name in kept}
    for code in "LFP":
        yield {"WRI": code, "SCI": code if year >= _LEFT_IN_SCIENCE else "EXS"}
