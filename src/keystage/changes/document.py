"""Differences as plain values, for programs; `schema/difference-1.json` binds one."""

from typing import Any

from keystage import __version__
from keystage.changes.model import Change, Difference, PupilChange
from keystage.core import packaged
from keystage.core.records import Pupil

SCHEMA = "difference-1"


def schema(name: str = SCHEMA) -> dict[str, Any]:
    """Return the JSON Schema that `to_dict` answers to.

    `differences-1` is that of two folders, which refers to it.
    """
    return packaged.schema("keystage.changes", name)


def to_dict(found: Difference, before: str = "", after: str = "") -> dict[str, Any]:
    """Return `found` as plain values; `before` and `after` are the files' names."""
    counts = {
        "changed": len(found.changed),
        "added": len(found.added),
        "gone": len(found.gone),
        "noted": len(found.noted),
        "same": found.same,
        "repeated": len(found.repeated),
    }
    return {
        "keystage": __version__,
        "schema": SCHEMA,
        "before": before,
        "after": after,
        "differs": found.matters,
        "summary": counts,
        "file": [_change(one) for one in found.header],
        "pupils": [_pupil_change(one) for one in found.pupils],
    }


def _pupil_change(one: PupilChange) -> dict[str, Any]:
    return {
        "before": one.before and _pupil(one.before),
        "after": one.after and _pupil(one.after),
        "matched_by": one.how and one.how.value,
        "repeated": one.repeated,
        "changes": [_change(change) for change in one.changes],
    }


def _pupil(pupil: Pupil) -> dict[str, Any]:
    return {
        "upn": pupil.upn,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "dob": pupil.dob,
        "position": pupil.position,
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "part": one.part,
        "name": one.name,
        "title": one.title,
        "about": one.about,
        "aspect": one.aspect or "value",
        "before": one.old,
        "after": one.new,
        "same_meaning": one.same,
    }
