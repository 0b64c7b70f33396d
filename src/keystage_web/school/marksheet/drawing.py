"""The table of a marksheet, drawn by plain strings: a template takes ten times as long.

Whatever comes from outside goes through `escape`. What is the same in each cell is put
together once. `docs/explanation/the-marksheet.md` says what a script finds in it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape as escaped
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from keystage_web.returns.sheet.model import Cell, Column, Row, Sheet, State, Worked
from keystage_web.school.marksheet.plain import was
from keystage_web.school.marksheet.script.answering import clash

_LONGEST = 40  # characters of a value, as the table of results holds
_HIDDEN = "govuk-visually-hidden"
_NOTHING, _EMPTY = Worked("", ""), Cell()
_PUPIL = "\0"  # in the stroke of a row: it is in no text
_INPUT = (
    '<input id="{1}.{0}" name="{1}.{0}" value="{2}" data-version="{3}" '
    f'maxlength="{_LONGEST}" placeholder=" " aria-labelledby="p-{{1}} c-{{0}}"'
)

type Address = Callable[[str], str]
"""Where the page of one pupil is, by the pupil's id."""


def escape(text: str) -> str:
    """Return a text as it may stand in a page, in an attribute too."""
    return text if text.isalnum() else escaped(text)


type Over = Mapping[tuple[str, str], Cell]
"""Cells to draw instead of those of the sheet, by pupil and component."""

AS_IS: Over = {}


def drawn(sheet: Sheet, address: Address, over: Over = AS_IS) -> SafeString:
    """Return the whole table."""
    pen = Pen(sheet, address, over)
    rows = "".join(pen.row(row) for row in sheet.rows)
    caption = f'<caption class="{_HIDDEN}">{escape(sheet.title)}</caption>'
    table = (
        f'<table class="ks-grid">{caption}<thead>{pen.head()}</thead>'
        f"<tbody>{rows}</tbody><tfoot>{pen.foot()}</tfoot></table>"
    )
    return mark_safe(table)  # noqa: S308 - put together above, all of it escaped


class Pen:
    """Draws the rows of one sheet."""

    def __init__(self, sheet: Sheet, address: Address, over: Over = AS_IS) -> None:
        self._sheet, self._address, self._over = sheet, address, over
        self._results = sheet.results
        self._begins = _begins(sheet.columns)
        self._shades = _shades(sheet)
        self._plain = {column.id: self._openings(column) for column in self._results}
        self._stroke = "".join(
            f"%s{_INPUT.format(column.id, _PUPIL, '%s', '%s')}></td>"
            for column in self._results
        )
        self._clashes = {
            one.id: json.dumps(clash(one), ensure_ascii=False) for one in sheet.clashes
        }
        self._words = {
            "note": _("has a comment"),
            "flag": _("to look at again"),
            "clash": _("two values: choose one"),
        }

    def head(self) -> str:
        """Return both rows of the head: the areas, and the columns beneath."""
        count = len(self._sheet.rows)
        corner = (
            f'<th scope="col" rowspan="2" class="ks-who">{escape(self._who())}'
            f"<small>{escape(_('%(n)d shown') % {'n': count})}</small></th>"
        )
        areas = "".join(self._areas())
        columns = "".join(map(self._column, self._sheet.columns))
        return f"<tr>{corner}{areas}</tr><tr>{columns}</tr>"

    def row(self, row: Row) -> str:
        """Return the row of one pupil."""
        name, pupil = escape(row.name), escape(row.pupil)
        columns = self._sheet.columns
        worked = (self._worked(row, column) for column in columns if column.worked)
        cells = self._cells(row) + "".join(worked)
        kind = ' class="ks-exempt"' if row.exempt else ""
        return (
            f'<tr id="r-{pupil}" data-pupil="{pupil}"{kind}>'
            f'<th scope="row" class="ks-who"><a id="p-{pupil}" '
            f'href="{escape(self._address(row.pupil))}">{name}</a>{self._signs(row)}'
            f'<small class="ks-remark">{escape(row.remark)}</small>'
            f'<input type="hidden" name="was.{pupil}" '
            f'value="{escape(was(row, self._results))}"></th>{cells}</tr>'
        )

    def foot(self) -> str:
        """Return what the columns come to; nothing where none comes to anything."""
        cells = self._sheet.foot.cells
        if not cells:
            return ""
        drawn = "".join(
            f'<td id="f-{column.id}"{self._kind(column)}>'
            f"{_told(cells.get(column.id, _NOTHING))}</td>"
            for column in self._sheet.columns
        )
        complete = _("of %(n)d complete") % {"n": self._sheet.counts.complete}
        head = (
            f'{escape(self._sheet.place)}<small id="foot-of">{escape(complete)}</small>'
        )
        return f'<tr><th scope="row" class="ks-who">{head}</th>{drawn}</tr>'

    def _who(self) -> str:
        return str(self._sheet.words.get("pupil", _("pupil"))).capitalize()

    def _areas(self) -> Iterator[str]:
        for area, columns in groupby(self._sheet.columns, _area):
            number = len(list(columns))
            yield (
                f'<th scope="colgroup" colspan="{number}" class="ks-a">'
                f"{escape(area or _('Worked out'))}</th>"
            )

    def _column(self, column: Column) -> str:
        short = f'<span aria-hidden="true">{escape(column.short)}</span>'
        full = f'<span class="{_HIDDEN}">{escape(column.title)}</span>'
        told = (
            f'data-worked="{column.id}"'
            if column.worked
            else f'data-component="{column.id}" data-accepts="{escape(column.accepts)}"'
        )
        bare = column.worked or column.id.casefold() == column.short.casefold()
        code = "" if bare else f"<small>{escape(column.id)}</small>"
        meaning = escape(self._meaning(column))
        return (
            f'<th scope="col" id="c-{column.id}" {told} title="{meaning}"'
            f"{self._kind(column)}>{short}{full} {code}</th>"
        )

    def _meaning(self, column: Column) -> str:
        accepts = self._sheet.accepts.get(column.accepts)
        if accepts is None:
            return f"{column.title}. {column.note}"
        told = [f"{code.id} {code.name}" for code in accepts.codes]
        if accepts.most is not None:
            marks = {"least": accepts.least or 0, "most": accepts.most}
            told.insert(0, _("%(least)d to %(most)d") % marks)
        return f"{column.title}: {', '.join(told)}"

    def _kind(self, column: Column, *more: str) -> str:
        kinds = [
            *(["ks-a"] if column.id in self._begins else []),
            *(["ks-worked"] if column.worked else []),
            *more,
        ]
        return f' class="{" ".join(kinds)}"' if kinds else ""

    def _signs(self, row: Row) -> str:
        signs = [("flag", row.flag), ("note", bool(row.notes))]
        return "".join(
            f'<span class="ks-sign ks-sign--{name}">'
            f'<span class="{_HIDDEN}">{escape(self._words[name])}</span></span>'
            for name, there in signs
            if there
        )

    def _openings(self, column: Column) -> Mapping[str, str]:
        """Return how a cell of nothing but a code begins, by the code."""
        accepts = self._sheet.accepts.get(column.accepts)
        codes = ("", *(code.id for code in accepts.codes)) if accepts else ()
        return {
            code: f"<td{self._kind(column, *self._kinds(Cell(code), column))}>"
            for code in codes
        }

    def _cells(self, row: Row) -> str:
        """Return what is typed in a row: at one stroke where nothing is said of it."""
        told = list[object]()
        for column in self._results:
            cell = row.cells.get(column.id, _EMPTY)
            if self._over or not _is_plain(cell):
                return "".join(self._cell(row, column) for column in self._results)
            begins = self._plain[column.id].get(cell.value)
            begins = begins or f"<td{self._kind(column)}>"
            told += (begins, escape(cell.value), cell.version)
        return self._stroke.replace(_PUPIL, escape(row.pupil)) % tuple(told)

    def _cell(self, row: Row, column: Column) -> str:
        cell = row.cells.get(column.id, _EMPTY)
        if self._over:
            cell = self._over.get((row.pupil, column.id), cell)
        if cell.state is not State.OPEN:
            return self._shut(row, column, cell)
        if not _is_plain(cell):
            return self._spoken(row, column, cell)
        begins = self._plain[column.id].get(cell.value)
        begins = begins or f"<td{self._kind(column)}>"
        return f"{begins}{_typed(row, column, cell)}></td>"

    def _spoken(self, row: Row, column: Column, cell: Cell) -> str:
        """Return a cell of which there is something to say."""
        name = f"{row.pupil}.{column.id}"
        mark = wrong = clash = ""
        if cell.mark:
            mark = f'<span id="m-{name}" class="ks-mark">{escape(cell.mark)}</span>'
            wrong = f' aria-invalid="true" aria-describedby="m-{name}"'
        if cell.clash:
            clash = f' data-clash="{escape(self._clashes.get(cell.clash, ""))}"'
        kind = self._kind(column, *self._kinds(cell, column))
        typed = _typed(row, column, cell)
        return f"<td{kind}{clash}>{typed}{wrong}>{mark}{self._hidden(cell)}</td>"

    def _shut(self, row: Row, column: Column, cell: Cell) -> str:
        """Return a cell in which nothing is typed: its value, and why."""
        name = f"{row.pupil}.{column.id}"
        kinds = self._kinds(cell, column)
        kinds.append("ks-locked" if cell.state is State.LOCKED else "ks-closed")
        reason = escape(cell.reason)
        title = f' title="{reason}"' if reason else ""
        said = f'<span class="{_HIDDEN}">{reason}</span>' if reason else ""
        return (
            f'<td data-cell="{name}"{self._kind(column, *kinds)}{title}>'
            f"<span>{escape(cell.value)}</span>{said}{self._hidden(cell)}</td>"
        )

    def _kinds(self, cell: Cell, column: Column) -> list[str]:
        there = {
            self._shades.get((column.accepts, cell.value), ""): True,
            "ks-marked": bool(cell.mark),
            "ks-conflict": bool(cell.clash),
            "ks-commented": bool(cell.notes),
            "ks-flagged": cell.flag,
        }
        return [kind for kind, holds in there.items() if kind and holds]

    def _hidden(self, cell: Cell) -> str:
        if not (cell.notes or cell.flag or cell.clash):
            return ""
        there = {"clash": cell.clash, "note": cell.notes, "flag": cell.flag}
        told = ", ".join(self._words[name] for name, holds in there.items() if holds)
        return f'<span class="{_HIDDEN}" data-told>{escape(told)}</span>'

    def _worked(self, row: Row, column: Column) -> str:
        worked = row.worked.get(column.id, _NOTHING)
        return (
            f'<td id="w-{row.pupil}.{column.id}" data-worked="{column.id}"'
            f"{self._kind(column)}>{_told(worked)}</td>"
        )


def _typed(row: Row, column: Column, cell: Cell) -> str:
    """Return the control of a cell, left open at its end."""
    return _INPUT.format(column.id, row.pupil, escape(cell.value), cell.version)


def _is_plain(cell: Cell) -> bool:
    """Return whether a cell takes a value, and there is nothing to say of it."""
    said = cell.mark or cell.clash or cell.notes or cell.flag
    return cell.state is State.OPEN and not said


def _told(worked: Worked) -> str:
    """Return what is worked out: short to the eye, in full to the ear."""
    if not worked.said or worked.said == worked.text:
        return escape(worked.text)
    text, said = escape(worked.text), escape(worked.said)
    return (
        f'<span aria-hidden="true">{text}</span><span class="{_HIDDEN}">{said}</span>'
    )


def _area(column: Column) -> str:
    return "" if column.worked else column.area


def _begins(columns: Iterable[Column]) -> set[str]:
    """Return the columns that begin an area."""
    return {next(found).id for _name, found in groupby(columns, _area)}


def _shades(sheet: Sheet) -> Mapping[tuple[str, str], str]:
    """Return the class of a cell by what its column accepts and its value."""
    return {
        (accepts.id, code.id): f"ks-shade-{code.shade}"
        for accepts in sheet.accepts.values()
        for code in accepts.codes
        if code.shade
    }
