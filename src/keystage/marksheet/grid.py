"""Which columns the marksheet of a rulebook has."""

from dataclasses import dataclass
from enum import StrEnum

from keystage.checks.model import Component, Rulebook
from keystage.marksheet import headings

# Measures that are worked out for one pupil from the pupil's own results.
_OF_A_PUPIL = ("goals_met", "points")


class Kind(StrEnum):
    """What a column holds: who a pupil is, a result, or what follows from results."""

    IDENTITY = "identity"
    RESULT = "result"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a marksheet.

    `id` is the field of a row (`upn`), the component's id, or the measure's.
    `short` heads a narrow column. `area` is the title of the part of the curriculum
    a result belongs to. `codes` are those a school may enter, `minimum` and
    `maximum` bound a mark. `note` says in a sentence what belongs there.
    """

    id: str
    kind: Kind
    title: str
    short: str
    area: str = ""
    note: str = ""
    codes: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    required: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether the column takes a mark."""
        return self.maximum is not None


def columns(book: Rulebook) -> tuple[Column, ...]:
    """Return the columns of `book`: who, each result by area, what follows from them."""
    return (*_identity(book), *_results(book), *_derived(book))


def _identity(book: Rulebook) -> tuple[Column, ...]:
    return tuple(
        Column(
            id=one.id,
            kind=Kind.IDENTITY,
            title=book.words.get(one.id, one.label),
            short=book.words.get(one.id, one.label),
            note=one.note,
            required=one.id in {"upn", "surname", "forename", "dob"},
        )
        for one in headings.identity().values()
    )


def _results(book: Rulebook) -> tuple[Column, ...]:
    areas = list(book.areas)
    parts = sorted(book.components.values(), key=lambda part: areas.index(part.area))
    return tuple(_result(part, book) for part in parts)


def _result(part: Component, book: Rulebook) -> Column:
    codes = tuple(name for name in part.codes if book.codes[name].role != "la")
    mark = (f"{part.minimum or 0} to {part.maximum}",) if part.is_mark else ()
    return Column(
        id=part.id,
        kind=Kind.RESULT,
        title=part.title,
        short=part.short,
        area=book.areas[part.area],
        note=f"{part.title}: {', '.join((*mark, *codes))}.",
        codes=codes,
        minimum=part.minimum,
        maximum=part.maximum,
        required=part.required,
    )


def _derived(book: Rulebook) -> tuple[Column, ...]:
    return tuple(
        Column(
            id=name,
            kind=Kind.DERIVED,
            title=measure["title"],
            short=measure["short"],
            note="Worked out from the results; nothing to type.",
        )
        for name, measure in book.measures.items()
        if isinstance(measure, dict) and measure.get("kind") in _OF_A_PUPIL
    )
