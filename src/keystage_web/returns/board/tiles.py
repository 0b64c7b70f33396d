"""The figures at the top of the board."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keystage_web.returns.board.cells import SENT
from keystage_web.returns.board.model import Cell, Line, Tile


def tiles_of(lines: Sequence[Line]) -> tuple[Tile, ...]:
    """Return what all schools of the board come to, whatever is shown of them."""
    cells = [cell for line in lines for cell in line.cells if cell.owed]
    sent = sum(any(_is_sent(cell) for cell in line.cells) for line in lines)
    due = sum(cell.due for cell in cells)
    there = sum(cell.due for cell in cells if _is_sent(cell))
    wrong = sum(cell.problems > 0 for cell in cells)
    asked = sum(cell.asked for cell in cells)
    ours = sum(bool(cell.ours) for cell in cells)
    return (
        Tile(
            _("%(sent)d of %(all)d") % {"sent": sent, "all": len(lines)},
            _("schools have sent something"),
        ),
        Tile(
            _("%(share)s %%") % {"share": f"{_share(there, due):.1f}"},
            _("of expected children in, %(in)s of %(all)s")
            % {"in": f"{there:,}", "all": f"{due:,}"},
        ),
        Tile(
            str(wrong), ngettext("return with problems", "returns with problems", wrong)
        ),
        Tile(str(asked), ngettext("question open", "questions open", asked)),
        Tile(str(ours), ngettext("return waits on us", "returns wait on us", ours)),
    )


def _share(part: int, whole: int) -> float:
    # Rounded down: a hundred is told where not one child is missing.
    return (part * 1000 // whole) / 10 if whole else 0.0


def _is_sent(cell: Cell) -> bool:
    return cell.owed and cell.kind in SENT
