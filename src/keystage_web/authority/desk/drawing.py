"""The rows of the board, drawn by plain strings: a template takes ten times as long.

Whatever comes from outside goes through `escape`.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keystage_web.returns.board.model import Board, Cell, Column, Line
from keystage_web.returns.moments import LONDON, day_of

_WAITS = 2  # that are told in full
_NONE = "\u2013"


class Pen:
    """Draws the lines of one board; `open_` says whether a return may be looked at."""

    def __init__(self, board: Board, now: datetime, *, open_: bool) -> None:
        self._columns = board.columns
        self._today = day_of(now)
        self._open = open_
        self._of = _("%(done)d of %(due)d")
        self._not_owed = (
            f'<td><span class="board-not">{escape(_("not owed"))}</span></td>'
        )
        self._bar = escape(_("children complete"))
        self._ways = {
            column.round: reverse(
                "authority:round-school", args=[column.round, "0" * 16]
            )
            for column in board.columns
        }
        self._school = reverse("authority:timeline", args=["0" * 16])

    def rows(self, lines: Iterable[Line]) -> SafeString:
        """Return the rows of the table's body."""
        drawn = "".join(
            f'<tr id="s-{line.id}" data-school="{line.id}">{"".join(self.cells(line))}</tr>'
            for line in lines
        )
        return mark_safe(drawn)  # noqa: S308 - put together here, all of it escaped

    def cells(self, line: Line) -> list[str]:
        """Return the cells of a row: the school, its returns, who waits, what was last."""
        number, name = escape(line.number), escape(line.name)
        at = self._school.replace("0" * 16, line.id)
        head = (
            f'<th scope="row"><a class="govuk-link" href="{at}">{name}</a>'
            f"<small>{number}</small></th>"
        )
        told = [
            self._cell(cell, column, line)
            for cell, column in zip(line.cells, self._columns, strict=True)
        ]
        waits, last = self._waits(line), self._last(line)
        return [head, *told, f"<td>{waits}</td>", f"<td>{last}</td>"]

    def _waits(self, line: Line) -> str:
        """Return on whom a school's returns wait: the first two, and how many more."""
        waiting, links = line.waiting, self._links(line)
        told = [
            f'<a class="govuk-link" href="{links[one]}">{escape(one)}</a>'
            if one in links
            else escape(one)
            for one in waiting[:_WAITS]
        ]
        more = len(waiting) - _WAITS
        if more > 0:
            said = ngettext("and %(many)d more", "and %(many)d more", more)
            told.append(f"<small>{escape(said % {'many': more})}</small>")
        return "<br>".join(told).replace("<br><small>", "<small>") or _NONE

    def _links(self, line: Line) -> dict[str, str]:
        """Return where what waits for us is to be done, by what is said of it."""
        found: dict[str, str] = {}
        if self._open:
            for cell, column in zip(line.cells, self._columns, strict=True):
                at = self._ways[column.round].replace("0" * 16, line.id)
                found.setdefault(cell.ours, at)
        return found

    def _cell(self, cell: Cell, column: Column, line: Line) -> str:
        if not cell.owed:
            return self._not_owed
        word = (
            f'<span class="state state--{cell.word.tone}">'
            f"{escape(str(cell.word.word))}</span>"
        )
        if self._open:
            at = self._ways[column.round].replace("0" * 16, line.id)
            told = escape(
                _("%(school)s, %(round)s:")
                % {"school": line.name, "round": column.title}
            )
            word = (
                f'<a class="board-word" href="{at}">'
                f'<span class="govuk-visually-hidden">{told} </span>{word}</a>'
            )
        more = "".join(f"<small>{escape(one)}</small>" for one in cell.more)
        return f'<td><div class="board-cell">{word}{self._far(cell)}</div>{more}</td>'

    def _far(self, cell: Cell) -> str:
        """Return the share of the children: as a bar, and in figures."""
        if not cell.far:
            return ""
        said = escape(self._of % {"done": cell.done, "due": cell.due})
        return (
            f'<span class="board-share"><progress class="progress__bar board-bar" '
            f'max="{cell.due}" value="{cell.done}" aria-hidden="true"></progress>'
            f'<span>{said} <span class="govuk-visually-hidden">{self._bar}</span>'
            f"</span></span>"
        )

    def _last(self, line: Line) -> str:
        if line.last is None:
            return _NONE
        there = line.last.astimezone(LONDON)
        shown = (
            _("today %(time)s") % {"time": f"{there:%H:%M}"}
            if there.date() == self._today
            else date_format(there.date(), "j F")
        )
        return f"{escape(shown)}<small>{escape(line.what)}</small>"
