"""What the results come to: beside earlier years, and by group."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keystage.checks.model import Rulebook
from keystage.measures import Situation, Unit
from keystage.reports import charts
from keystage.reports.school.model import Chart, Fact, Given, Grid, Head, Section
from keystage.reports.summary import words
from keystage.reports.summary.build import build
from keystage.reports.summary.model import Collected, Column, Figure, Files, Part
from keystage.reports.words import count

MOST_FACTS = 3
# A picture of more bars leaves no room for the rest of the page.
MOST_BARS = 18
BY = {"sex": "By sex", "term": "By term of birth", "class": "By class"}
NOT_ALIKE = (
    "{years}: the rules were not those of {year}, so the years are not like for like."
)
# What a measure is called and who says so may change without another count.
_ONLY_WORDS = ("title", "short", "note", "source", "verified", "national")


def this_year(given: Given, by: str | None) -> Part:
    """Return this year's figures, nothing hidden."""
    found = Collected(given.book, given.situation, {given.school: given.pupils})
    part = build([found], Files(), by=by, least=0).parts[0]
    first, *groups = part.rows
    return replace(part, rows=(replace(first, title=f"All {part.pupils}"), *groups))


def before(given: Given) -> list[Part]:
    """Return the figures of the years before, newest first."""
    today = given.situation.today
    parts: list[Part] = []
    for one in given.earlier:
        found = Collected(one.book, Situation(today), {given.school: one.pupils})
        parts += build([found], Files(), least=0).parts
    return parts


def facts(part: Part) -> list[Fact]:
    """Return the figures to read first: how many pupils, and the first measures."""
    pupils = part.rows[0].pupils or 0
    found = [Fact(f"{pupils:,}", f"{_called(part, pupils)} in this return")]
    known = [pair for pair in _columns(part) if words.value(*pair) != words.NOTHING]
    shares = [pair for pair in known if pair[0].unit is Unit.SHARE]
    for column, figure in (shares or known)[:MOST_FACTS]:
        of = words.counted(column, figure)
        counted = of if column.unit is Unit.SHARE else f"of {of}"
        found.append(Fact(words.value(column, figure), f"{column.title} ({counted})"))
    return found


def years(part: Part, earlier: Sequence[Part]) -> Section:
    """Return the section of measures, with the years before beside this one."""
    parts = [part, *earlier]
    columns = [column for column, _ in _columns(part)]
    cells = [
        (column.title, *(_cell(one, column.id) for one in parts)) for column in columns
    ]
    rows = tuple(row for row in cells if set(row[1:]) != {words.NOTHING})
    heads = [Head(str(one.year), number=True) for one in parts]
    title = "Results beside earlier years" if earlier else "Results"
    return Section(
        id="results",
        title=title,
        charts=tuple(_years_chart(parts, columns)),
        grid=Grid(f"{title}: how many of how many", (Head("Measure"), *heads), rows),
    )


def groups(part: Part, by: str) -> Section:
    """Return the section of groups beside everybody."""
    heads = [Head(row.title, number=True) for row in part.rows]
    rows = tuple(
        (
            column.title,
            *(_told(column, row.figures[at]) for row in part.rows),
        )
        for at, column in enumerate(part.columns)
        if column.unit is not Unit.TOTAL
    )
    title = BY[by]
    return Section(
        id="groups",
        title=title,
        charts=tuple(_groups_charts(part)),
        grid=Grid(f"{title}: how many of how many", (Head("Measure"), *heads), rows),
        wide=True,
    )


def explained(part: Part) -> Iterator[str]:
    """Yield who is left out of the figures that are shown, and what else is to know."""
    at = [at for at, one in enumerate(part.columns) if one.unit is not Unit.TOTAL]
    columns = tuple(part.columns[one] for one in at)
    first = part.rows[0]
    row = replace(first, figures=tuple(first.figures[one] for one in at))
    names = {column.id for column in columns}
    left_out = tuple(
        replace(one, columns=tuple(name for name in one.columns if name in names))
        for one in part.left_out
    )
    shown = replace(part, columns=columns, rows=(row,), left_out=left_out)
    yield from words.left_out(shown)
    yield from words.notes(shown)


def not_alike(given: Given) -> Iterator[str]:
    """Yield a sentence on the years before that were counted otherwise."""
    rules = _rules(given.book)
    other = [one.book.year for one in given.earlier if _rules(one.book) != rules]
    if other:
        named = " and ".join(str(year) for year in sorted(other))
        yield NOT_ALIKE.format(years=named, year=given.book.year)


def _rules(book: Rulebook) -> object:
    """Return by what results are counted: two years with the same are alike."""
    measures = {
        name: {key: said for key, said in table.items() if key not in _ONLY_WORDS}
        for name, table in book.measures.items()
    }
    parts = [(one.id, one.title) for one in book.components.values()]
    codes = {one.id: (one.points, one.counts) for one in book.codes.values()}
    return measures, parts, codes, book.threshold and book.threshold.mark


def _columns(part: Part) -> list[tuple[Column, Figure]]:
    """Return the measures that speak of a pupil: a sum over all speaks of nobody."""
    pairs = zip(part.columns, part.rows[0].figures, strict=True)
    return [pair for pair in pairs if pair[0].unit is not Unit.TOTAL]


def _cell(part: Part, name: str) -> str:
    found = (pair for pair in _columns(part) if pair[0].id == name)
    pair = next(found, None)
    return _told(*pair) if pair else words.NOTHING


def _told(column: Column, figure: Figure) -> str:
    """Return a figure, and in a line beneath it how many pupils it is of."""
    counted = words.counted(column, figure)
    many = counted if column.unit is Unit.SHARE else f"of {counted}"
    value = words.value(column, figure)
    return f"{value}\n{many}" if figure.denominator else value


def _years_chart(parts: Sequence[Part], columns: Sequence[Column]) -> Iterator[Chart]:
    """Yield a picture of the shares, of as many years as it has room for."""
    shares = [one for one in columns if one.unit is Unit.SHARE and one.said]
    room = max(MOST_BARS // max(len(shares), 1), 1)
    shown = [
        charts.Several(column.title, list(_bars(parts[:room], column)))
        for column in shares
    ]
    shown = [one for one in shown if any(bar.share is not None for bar in one.bars)]
    if shown:
        title = f"Shares in {', '.join(str(part.year) for part in parts[:room])}"
        drawn = charts.beside("chart-results", title, shown)
        yield Chart(title, drawn, charts.told_several(shown))


def _bars(parts: Sequence[Part], column: Column) -> Iterator[charts.Bar]:
    """Yield the bar of a measure for each year that has it."""
    for part in parts:
        for one, figure in _columns(part):
            if one.id == column.id:
                yield _bar(one, figure, str(part.year))


def _groups_charts(part: Part) -> Iterator[Chart]:
    """Yield a picture for each share: a bar to each group."""
    for at, column in enumerate(part.columns):
        if column.unit is Unit.SHARE and column.said:
            shown = [_bar(column, row.figures[at], row.title) for row in part.rows]
            if any(bar.share is not None for bar in shown):
                drawn = charts.bars(f"chart-groups-{at}", column.title, shown)
                yield Chart(column.title, drawn, charts.told(shown))


def _bar(column: Column, figure: Figure, label: str) -> charts.Bar:
    return charts.Bar(label, figure.rate, words.value(column, figure))


def _called(part: Part, number: int) -> str:
    return count(number, part.pupil, part.pupils).rpartition(" ")[2]
