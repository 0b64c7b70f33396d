"""The rows above the headings: what the sheet is, what is blank, figures so far."""

from collections.abc import Mapping

from keystage import __version__
from keystage.marksheet import tag
from keystage.marksheet.template import looks, words
from keystage.marksheet.template.live import pieces as f
from keystage.marksheet.template.live.everyone import (
    Figure,
    Working,
    has_goals,
    nobody,
    share_of,
)
from keystage.marksheet.template.live.pupil import NONE
from keystage.marksheet.template.model import (
    ABOUT,
    AREAS,
    BLANKS,
    LEFT,
    LOOK,
    SO_FAR,
    TITLE,
    Layout,
    Order,
)
from keystage.measures import Unit
from keystage.rulebooks.deadlines import visible_deadlines, weekday
from keystage.tables.writing import CellOut, Formula, RowOut, frame

_LEGEND = 100  # letters there is room for beside the areas
_LABEL, _WORKED_OUT = "Still blank", "Works itself out"
_OF_COMPLETE = "{met}, of {pupils} with all results"


def above(order: Order, layout: Layout, widths: list[float]) -> Mapping[int, RowOut]:
    """Return the rows from the title down to the areas, without the headings."""
    working = Working(order, layout)
    return {
        TITLE: RowOut({1: CellOut(order.book.title, frame.TITLE)}, 26),
        ABOUT: RowOut({1: CellOut(about(order), frame.ABOUT)}, 16),
        BLANKS: RowOut(_blanks(order, layout), 16),
        SO_FAR: RowOut(_so_far(order, layout, working), 16),
        AREAS: RowOut(_areas(order, layout), 36),
    }


def about(order: Order) -> str:
    """Return in a line whose sheet it is, by which rules, made when, due when."""
    book = order.book
    number = order.school
    school = " ".join(filter(None, (order.name, number)))
    rules = tag.LINE.format(
        rulebook=book.id, revision=book.revision, version=__version__
    )
    parts = [
        f"School {school}" if school else "",
        _due(order),
        rules,
        f"Made {order.today.day} {order.today:%B %Y}",
    ]
    return tag.BETWEEN.join(filter(None, parts))


def figure_of(figure: Figure) -> Formula:
    """Return a figure, or a dash while nobody counts."""
    return ratio(figure.numerator, figure.denominator)


def ratio(numerator: str, denominator: str) -> Formula:
    """Return one part for each of another, or a dash where there are none."""
    return Formula(f'IF({denominator}=0,"{NONE}",{numerator}/{denominator})', NONE)


def _due(order: Order) -> str:
    for one in visible_deadlines(order.book):
        if one.id == "school" and one.day:
            return f"Due {weekday(one.day)} {one.day.day} {one.day:%B %Y}"
    return ""


def _blanks(order: Order, layout: Layout) -> dict[int, CellOut]:
    left = layout.column(LEFT)
    many = len(order.pupils)
    cells = {1: CellOut(_LABEL, looks.LABEL)}
    all_ = 0
    for column in layout.results:
        if column.required:
            blank = f.empty(layout.column(column.id))
            made = f.total(f"{blank}*(1-{nobody(layout)})")
            cells[layout.at(column.id)] = CellOut(Formula(made, many), looks.COUNT)
            all_ += many
    cells[layout.at(LEFT)] = CellOut(Formula(f"SUM({left})", all_), looks.COUNT)
    cells[layout.at(LOOK)] = CellOut(
        Formula(f'COUNTIF({layout.column(LOOK)},"! *")', 0), looks.COUNT
    )
    return cells


def _so_far(order: Order, layout: Layout, working: Working) -> dict[int, CellOut]:
    figures = {one.spec.id: one for one in working.figures()}
    cells, label = {}, ""
    for column in layout.results:
        if has_goals(order.book):
            parts = working.goal(column.id)
        elif share_of(column.id, order) in figures:
            figure = figures[share_of(column.id, order)]
            parts = figure.numerator, figure.denominator
            label = figure.spec.title.rpartition(": ")[2].capitalize()
        else:
            continue
        cells[layout.at(column.id)] = CellOut(ratio(*parts), looks.SHARE)
    if has_goals(order.book):
        met = " or ".join(
            code.name for code in order.book.codes.values() if code.counts == "met"
        )
        label = _OF_COMPLETE.format(met=met, pupils=order.word("pupils"))
    cells[1] = CellOut(label, looks.LABEL)
    return cells | _of_derived(layout, figures)


def _of_derived(layout: Layout, figures: Mapping[str, Figure]) -> dict[int, CellOut]:
    cells = {}
    means = [one for one in figures.values() if one.spec.unit is Unit.MEAN]
    for column in layout.derived:
        figure = figures[column.id]
        if figure.spec.unit is Unit.SHARE:
            cells[layout.at(column.id)] = CellOut(figure_of(figure), looks.SHARE)
            continue
        same = [one for one in means if one.spec.highest == figure.spec.highest]
        if same:
            cells[layout.at(column.id)] = CellOut(figure_of(same[0]), looks.MEAN)
    return cells


def _areas(order: Order, layout: Layout) -> dict[int, CellOut]:
    legend = words.legend(order.book, layout.results, _LEGEND)
    cells = {1: CellOut(legend, looks.LEGEND)}
    for column in reversed(layout.results):
        cells[layout.at(column.id)] = CellOut(None, looks.AREA)
    first: dict[str, int] = {}
    for column in layout.results:
        first.setdefault(column.area, layout.at(column.id))
    for area, place in first.items():
        ids = [column.id for column in layout.results if column.area == area]
        cells[place] = CellOut(_with_numbers(area, ids), looks.AREA)
    for place in range(layout.at(LEFT), layout.printed + 1):
        cells[place] = CellOut(None, looks.AREA)
    cells[layout.at(LEFT)] = CellOut(_WORKED_OUT, looks.AREA)
    return cells


def _with_numbers(area: str, ids: list[str]) -> str:
    """Return an area's title with the numbers people call its columns by, if any."""
    if len(ids) == 1 or not all(name[-1].isdigit() for name in ids):
        return area
    return f"{area}\n{ids[0]}" + f"{NONE}{ids[-1]}"
