"""Results a file has that the rulebook cannot place, though they may be its own.

Where no source states how a component is written in a file, such a result may be the
one that is missed: nothing that rests on its absence may be an error.
"""

from keystage.checks.model import Component
from keystage.checks.scene import Scene, given
from keystage.core.records import Kind, Result, Row


def may_be_there(row: Row, where: Component, scene: Scene) -> bool:
    """Return whether a result not recognised may be the pupil's for a component."""
    if where.coding.verified:
        return False
    return bool(_alike(row, where)) or _is_aside(where, scene)


def unrecognised(row: Row, scene: Scene) -> list[Result]:
    """Return the pupil's results of which one may be a required one that is missing."""
    found: dict[int, Result] = {}
    for where in scene.book.components.values():
        if where.required and not where.coding.verified and not given(row, where.id):
            found |= {id(one): one for one in _alike(row, where)}
    return list(found.values())


def said(kind: Kind) -> str:
    """Return what a result says it is: stage, subject, method, component, scale."""
    parts = (kind.stage, kind.subject, kind.method, kind.component, kind.qualifier)
    return " ".join(part for part in parts if part)


def _alike(row: Row, where: Component) -> list[Result]:
    stage = where.coding.stage
    return [
        one
        for one in row.others
        if one.kind and one.kind.stage.strip().upper() == stage
    ]


def _is_aside(where: Component, scene: Scene) -> bool:
    """Whether results of the stage and year were set aside, which are of any pupil."""
    return (where.coding.stage, str(scene.book.year)) in scene.return_.set_aside
