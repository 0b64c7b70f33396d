"""How the results are spread: how many at each code, how often each mark."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from keystage.checks.model import Code, Component, Rulebook
from keystage.measures.book import threshold_on
from keystage.reports import charts
from keystage.reports.school.model import Chart, Given, Grid, Head, Person, Section
from keystage.reports.school.values import DOUBT, NONE, NOT_YET, Values

NO_RESULT = "No result"
IN_DOUBT = "Given more than once, differently"
OTHER = "Other"
_OTHER = "not a code of this year, or given more than once"
_BAND = 5
_SHORT = 12
# A table of more columns needs the width of the page.
_MOST_BESIDE = 5
_MET = ("#12304d", "#2a7d9c")
_NOT_MET = ("#a9cddb", "#c4dde7", "#d5e6ed", "#e2eef3", "#eaf3f6", "#f1f7f9")
_ASIDE = ("#b9b4a6", "#cfcbc0", "#dedbd3", "#e9e7e1")


def sections(given: Given, values: Values) -> Iterator[Section]:
    """Yield how many are at each code, and for checks how often each mark was got."""
    book = given.book
    marked = {part.area for part in book.components.values() if part.is_mark}
    coded = [
        part
        for part in book.components.values()
        if part.area not in marked and values.is_used(part)
    ]
    if coded:
        yield _codes(book, coded, values)
    for part in book.components.values():
        if part.is_mark:
            yield _marks(given, part, values)


def label(code: Code) -> str:
    """Return what a narrow column calls `code`: its name if short, else its id."""
    return code.name if len(code.name) <= _SHORT else code.id


def key(codes: Sequence[Code]) -> Iterator[str]:
    """Yield what the codes mean that do not stand by their names."""
    said = [f"{code.id}: {code.name}" for code in codes if label(code) == code.id]
    if said:
        yield f"{'; '.join(said)}."


def _codes(book: Rulebook, parts: Sequence[Component], values: Values) -> Section:
    counts = {part.id: Counter(values.all_of(part)) for part in parts}
    given = {value for one in counts.values() for value in one}
    codes = in_order(code for code in book.codes.values() if code.id in given)
    other = given - {code.id for code in codes} - {NONE}
    heads = [(code.id, label(code), code.name) for code in codes]
    heads += [(OTHER, OTHER, _OTHER)] if other else []
    heads += [(NONE, NO_RESULT, "")] if NONE in given else []
    shown = {
        part.id: [_of(counts[part.id], name, other) for name, *_ in heads]
        for part in parts
    }
    fills = _fills(codes) | {OTHER: _ASIDE[-1], NONE: charts.PALE}
    stacks = [
        charts.Stack(
            part.title,
            [
                charts.Piece(said, many, fills[name], _ink(fills[name]))
                for (name, said, _), many in zip(heads, shown[part.id], strict=True)
            ],
        )
        for part in parts
    ]
    title = f"{values.pupils.capitalize()} at each result"
    wide = len(heads) > _MOST_BESIDE
    width = charts.FULL_WIDTH if wide else charts.WIDTH
    drawn = charts.stacked("chart-spread", title, stacks, width=width)
    first = Head("Subject or goal")
    columns = (Head(said, long, number=True) for _, said, long in heads)
    rows = tuple(
        (part.title, *(f"{many:,}" for many in shown[part.id])) for part in parts
    )
    return Section(
        id="spread",
        title=title,
        says=tuple(key(codes)),
        charts=(Chart(title, drawn, charts.told_stacks(stacks), broad=wide),),
        grid=Grid(f"{title}: how many", (first, *columns), rows),
        wide=wide,
    )


def in_order(codes: Iterator[Code]) -> list[Code]:
    """Return codes with those that meet the standard first, then those that do not."""
    order = ("met", "not_met", "denominator", "out", "")
    return sorted(codes, key=lambda code: order.index(code.counts))


def _of(counts: Mapping[str, int], name: str, other: set[str]) -> int:
    if name == OTHER:
        return sum(counts.get(value, 0) for value in other)
    return counts.get(name, 0)


def _fills(codes: Sequence[Code]) -> dict[str, str]:
    """Return a colour for each code: dark for met, light for not, grey for aside."""
    met = [code.id for code in codes if code.counts == "met"]
    unmet = [code.id for code in codes if code.counts == "not_met"]
    aside = [code.id for code in codes if code.id not in {*met, *unmet}]
    shades = _MET if len(met) > 1 else _MET[1:]
    found: dict[str, str] = {}
    for names, palette in ((met, shades), (unmet, _NOT_MET), (aside, _ASIDE)):
        last = len(palette) - 1
        found |= {name: palette[min(at, last)] for at, name in enumerate(names)}
    return found


def _ink(fill: str) -> str:
    return charts.PALE if fill in _MET else charts.INK


def _marks(given: Given, part: Component, values: Values) -> Section:
    """Return how often each mark was got, year groups apart."""
    groups = values.cohorts
    counts = [_marked(part, people, values) for _, people in groups]
    span = (part.minimum or 0, part.maximum or 0)
    line = threshold_on(given.book, given.situation.today)
    drawn = []
    for number, ((called, _), found) in enumerate(zip(groups, counts, strict=True)):
        title = f"{called}: marks" if called else "Marks"
        marks = {mark: many for mark, many in found.items() if isinstance(mark, int)}
        picture = charts.columns(
            f"chart-marks-{number}", title, charts.Marks(marks, *span, line)
        )
        drawn.append(Chart(title, picture, charts.told_marks(marks), broad=True))
    everybody = values.pupils.capitalize()
    heads = [Head(called or everybody, number=True) for called, _ in groups]
    title = f"{part.title}: how often each was got"
    says = () if line is None else (f"The line is the standard: {line} or more.",)
    return Section(
        id=f"marks-{part.id}",
        title=title,
        says=says,
        charts=tuple(drawn),
        grid=Grid(
            f"{part.title}: how many {values.pupils}",
            (Head("Result"), *heads),
            tuple(_bands(given.book, span, counts)),
        ),
        wide=True,
    )


def _marked(
    part: Component, people: Sequence[Person], values: Values
) -> Counter[int | str]:
    """Return how often each mark, or what stands in its place, was got."""
    found: Counter[int | str] = Counter()
    for person in people:
        said = values.in_place_of(person, part)
        found[int(said) if values.is_mark(part, said) else said] += 1
    return found


def _bands(
    book: Rulebook, span: tuple[int, int], counts: Sequence[Counter[int | str]]
) -> Iterator[tuple[str, ...]]:
    lowest, highest = span
    for low in range(lowest, highest + 1, _BAND):
        high = min(low + _BAND - 1, highest)
        band = f"{low} to {high}" if high > low else f"{low}"
        within = range(low, high + 1)
        yield band, *(str(sum(one[mark] for mark in within)) for one in counts)
    others = {said for one in counts for said in one if isinstance(said, str)}
    rows = {code.id: named(code) for code in book.codes.values()}
    rows |= {NOT_YET: "Not shown yet", DOUBT: IN_DOUBT, NONE: NO_RESULT}
    rows = {said: rows.get(said, f"{OTHER}: {said}") for said in [*rows, *others]}
    for said, title in rows.items():
        if said in others:
            yield title, *(str(one[said]) for one in counts)


def named(code: Code) -> str:
    """Return a code's name with its id: `Absent (A)`."""
    own = f"({code.id})"
    return code.name if own.casefold() in code.name.casefold() else f"{code.name} {own}"
