"""Who takes the check again: the list for a screen, and as one page to print."""

from collections.abc import Iterator
from datetime import datetime

from keystage.reports.parts import markup
from keystage.reports.shown import plain, width, wrap
from keystage.reports.summary.again import Again, OfSchool, OnTheList
from keystage.reports.summary.layout import COLUMNS
from keystage.reports.summary.page import listed, page
from keystage.reports.words import count

NOBODY = "Nobody takes the check again."
_HEADS = ("Name", "UPN", "Date of birth", "Class", "Why")
_WIDEST_NAME, _UPN, _DATE, _GAP = 30, 13, 13, 2
_WIDEST_CLASS = 12
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"


def render_text(found: Again, *, colour: bool = False) -> str:
    """Return the list as text; with `colour`, headings are bold as well."""
    lines = [*wrap(title(found), COLUMNS), ""]
    for school in found.schools:
        heading = wrap(plain(_heading(school)), COLUMNS)
        lines += [f"{_BOLD}{line}{_RESET}" if colour else line for line in heading]
        lines += ["", *_table(school), ""]
    for sentence in found.notes:
        lines += wrap(plain(sentence), COLUMNS)
    return "\n".join(lines).rstrip("\n") + "\n"


def render_html(found: Again, *, made_at: datetime | None = None) -> str:
    """Return the list as a page, a table for each school."""
    schools = "".join(_section(school) for school in found.schools)
    body = f"{listed(list(found.notes))}{schools}"
    return page(title(found), "Re-check list", body, made_at)


def title(found: Again) -> str:
    """Return what the list is of, and how many are on it."""
    many = sum(len(school.pupils) for school in found.schools)
    people = count(many, "pupil takes", "pupils take")
    return f"{found.title}: {people} the check of {found.from_year} again"


def _heading(school: OfSchool) -> str:
    said = [count(len(school.pupils), "pupil", "pupils")]
    said.append(f"{school.met:,} met the standard")
    if school.gone:
        said.append(f"{school.gone:,} no longer on the roll")
    named = " ".join(part for part in (school.name, school.number) if part)
    return f"{named}: {', '.join(said)}"


def _table(school: OfSchool) -> Iterator[str]:
    if not school.pupils:
        yield NOBODY
        return
    rows = [tuple(map(plain, _cells(one))) for one in school.pupils]
    name = min(_WIDEST_NAME, max(width(row[0]) for row in rows))
    group = min(_WIDEST_CLASS, max(len("Class"), *(width(row[3]) for row in rows)))
    first = (name, _UPN, _DATE, group)
    sizes = (*first, COLUMNS - sum(first) - _GAP * len(first))
    yield from _line(_HEADS, sizes)
    yield "-" * COLUMNS
    for row in rows:
        yield from _line(row, sizes)


def _line(cells: tuple[str, ...], sizes: tuple[int, ...]) -> Iterator[str]:
    wrapped = [wrap(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    for number in range(max(len(lines) for lines in wrapped)):
        shown = [lines[number] if number < len(lines) else "" for lines in wrapped]
        padded = (
            text + " " * (size - width(text))
            for text, size in zip(shown, sizes, strict=True)
        )
        yield (" " * _GAP).join(padded).rstrip()


def _cells(one: OnTheList) -> tuple[str, ...]:
    return one.name, one.upn, one.dob, one.group, one.reason


def _section(school: OfSchool) -> str:
    heading = f"<h2>{markup.isolated(_heading(school))}</h2>"
    if not school.pupils:
        return f"<section>{heading}<p>{NOBODY}</p></section>"
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(_row(one) for one in school.pupils)
    caption = "<caption>Who takes the check again, and why</caption>"
    return (
        f"<section>{heading}<table>{caption}<thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _row(one: OnTheList) -> str:
    name, *others = _cells(one)
    cells = "".join(
        f'<td data-label="{head}">{markup.isolated(text)}</td>'
        for head, text in zip(_HEADS[1:], others, strict=True)
    )
    return f'<tr><th scope="row">{markup.isolated(name)}</th>{cells}</tr>'
