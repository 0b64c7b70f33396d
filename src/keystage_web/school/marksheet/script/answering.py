"""Answers to the script: cells, rows and counts as plain values."""

from collections.abc import Mapping
from typing import Any

from keystage_web.returns.actions import Saved, Told
from keystage_web.returns.sheet.model import (
    Cell,
    Changes,
    Foot,
    Row,
    Waiting,
    Worked,
)
from keystage_web.school.marksheet.plain import at_time


def saved(found: Saved, new: Changes | None) -> dict[str, Any]:
    """Return what became of a save: each cell, their rows, the foot and the counts."""
    there: Mapping[tuple[str, str], Cell] = new.cells if new else {}
    told = [_told(one, there.get((one.pupil, one.component))) for one in found.cells]
    seq = new.seq if new else found.seq
    answer = {"seq": seq, "at": at_time(found.at), "cells": told}
    return answer | (_follows(new) if new else {})


def changed(new: Changes) -> dict[str, Any]:
    """Return what is new on a sheet, and who else has it open."""
    cells = [_cell(pupil, name, cell) for (pupil, name), cell in new.cells.items()]
    return {
        "seq": new.seq,
        "cells": cells,
        **_follows(new),
        "present": list(new.present),
        "locked": new.locked,
        "clashes": [clash(one) for one in new.clashes],
    }


def _follows(new: Changes) -> dict[str, Any]:
    counts = new.counts
    return {
        "rows": {pupil: _row(row) for pupil, row in new.rows.items()},
        "foot": _foot(new.foot),
        "counts": {
            "pupils": counts.pupils,
            "complete": counts.complete,
            "blanks": counts.blanks,
            "problems": counts.problems,
            "flags": counts.flags,
        },
    }


def _told(told: Told, cell: Cell | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "cell": f"{told.pupil}.{told.component}",
        "value": told.value,
        "version": told.version,
        "state": told.state.value,
        "said": told.said,
        "mark": cell.mark if cell else "",
        "clash": told.clash,
        "ask": told.ask,
    }
    if told.theirs is not None:
        one = told.theirs
        at = at_time(one.at)
        found["theirs"] = {"value": one.value, "by": one.by, "at": at}
    return found


def _cell(pupil: str, component: str, cell: Cell) -> dict[str, Any]:
    return {
        "cell": f"{pupil}.{component}",
        "value": cell.value,
        "version": cell.version,
        "state": "saved",
        "said": cell.reason,
        "mark": cell.mark,
        "clash": cell.clash,
    }


def _row(row: Row) -> dict[str, Any]:
    worked = {name: _worked(one) for name, one in row.worked.items()}
    return {"worked": worked, "complete": row.complete, "remark": row.remark}


def _worked(worked: Worked) -> dict[str, str]:
    return {"text": worked.text, "said": worked.said}


def _foot(foot: Foot) -> dict[str, str]:
    cells = {name: worked.text for name, worked in foot.cells.items()}
    return cells | {figure.id: figure.text for figure in foot.figures}


def clash(one: Waiting) -> dict[str, Any]:
    """Return two values that met: the one that was sent, and the one that is there."""
    at = at_time(one.at) if one.at else ""
    return {
        "id": one.id,
        "cell": f"{one.pupil}.{one.component}",
        "mine": one.value,
        "theirs": {"value": one.theirs, "by": one.by, "at": at},
    }
