"""The figures and sentences of a summary, the same in every form."""

from collections.abc import Iterator

from keystage.measures import Ratio, Unit
from keystage.reports.summary.model import Column, Figure, Files, LeftOut, Part, Summary
from keystage.reports.words import count

HIDDEN = "c"
NOTHING = "-"
UNVERIFIED = "not confirmed by a published source"
LOCAL = "not a national measure"
_KEY_HIDDEN = (
    "c: hidden, because fewer than {least} {pupils} are in it, met it or did not, or "
    "because one could work out another hidden figure from it."
)
_SEPARATOR = "; "
_KEY_NOTHING = "-: there is nothing to count, or it cannot be given."


def value(column: Column, figure: Figure) -> str:
    """Return the share, mean or sum as it is shown: `66.7%`, `14.1`, `c`, `-`."""
    if figure.numerator is None or not figure.denominator:
        return HIDDEN if figure.hidden else NOTHING
    ratio = Ratio(figure.numerator, figure.denominator)
    if column.unit is Unit.SHARE:
        return f"{ratio.percent(1)}%"
    return f"{ratio.mean(1)}" if column.unit is Unit.MEAN else f"{ratio.numerator:,}"


def counted(column: Column, figure: Figure) -> str:
    """Return who is counted: `20 of 30` for a share, `30` for others, or ''."""
    if not column.said:
        return ""
    if figure.denominator is None:
        return HIDDEN
    if column.unit is not Unit.SHARE:
        return f"{figure.denominator:,}"
    met = HIDDEN if figure.numerator is None else f"{figure.numerator:,}"
    return f"{met} of {figure.denominator:,}"


def cell(column: Column, figure: Figure) -> str:
    """Return value and counts in short: `66.7% 20/30`, `14.1 (30)`, `c (30)`, `-`."""
    shown = value(column, figure)
    if not figure.denominator:
        return shown
    if column.unit is Unit.SHARE and not figure.hidden:
        return f"{shown} {figure.numerator:,}/{figure.denominator:,}"
    return f"{shown} ({figure.denominator:,})"


def heading(part: Part) -> str:
    """Return what the part is of: its title, and how many it is about."""
    told = [part.rows[0].title] if part.schools == 1 else []
    if part.schools > 1:
        told.append(count(part.schools, "school", "schools"))
    people = part.rows[0].pupils
    if people is not None:
        told.append(count(people, part.pupil, part.pupils))
    return f"{part.title}: {', '.join(told)}"


def called(part: Part, column: Column) -> str:
    """Return a measure's name as the table has it: short where many stand in a row."""
    return column.title if len(part.rows) == 1 else column.short


def left_out(part: Part) -> Iterator[str]:
    """Yield a sentence on who is not in the figures, and of which."""
    for one in part.left_out:
        why = f": {one.reason}" if one.reason else ""
        yield f"{_many(part, one.count)} left out of {_which(part, one)}{why}."
    if part.outside != 0:
        yield f"{_many(part, part.outside)} of no year group these figures are for."
    if part.several != 0:
        yield (
            f"{_many(part, part.several)} in the files of more than one school, and "
            "counted in each. Run 'keystage check' to see who."
        )


def notes(part: Part) -> Iterator[str]:
    """Yield what is to be known of single measures, those alike together."""
    alike: dict[str, list[str]] = {}
    for column in part.columns:
        if column.note:
            alike.setdefault(column.note, []).append(called(part, column))
    for note, names in alike.items():
        yield f"{_SEPARATOR.join(names)}: {note}"
    for said, doubtful in (
        (LOCAL, [c for c in part.columns if not c.national]),
        (UNVERIFIED, [c for c in part.columns if not c.verified]),
    ):
        if doubtful:
            names = [called(part, column) for column in doubtful]
            yield f"{_SEPARATOR.join(names)}: {said}."


def key(summary: Summary, part: Part) -> Iterator[str]:
    """Yield what the signs in the figures mean, those that are there."""
    shown = [
        (column, figure)
        for row in part.rows
        for column, figure in zip(part.columns, row.figures, strict=True)
    ]
    if any(figure.hidden for _, figure in shown):
        yield _KEY_HIDDEN.format(least=summary.least, pupils=part.pupils)
    if any(value(*one) == NOTHING for one in shown):
        yield _KEY_NOTHING


def files(told: Files) -> Iterator[str]:
    """Yield a sentence each on files with errors and files that were not read."""
    if told.with_errors:
        many = count(told.with_errors, "file has", "files have")
        yield (
            f"{many} errors: the figures may change when they are put right. "
            "Run 'keystage check' to see them."
        )
    for path, why in told.unread:
        yield f"{path} is not in the figures. {why}"


def _many(part: Part, number: int | None) -> str:
    if number is None:
        return f"Some {part.pupils}"
    return count(number, part.pupil, part.pupils)


def _which(part: Part, one: LeftOut) -> str:
    said = [column for column in part.columns if column.said]
    if len(one.columns) == len(said):
        return "all figures"
    names = (called(part, column) for column in said if column.id in one.columns)
    return _SEPARATOR.join(names)
