"""The outcome as plain values, in the shape of `schema/conformance-1.json`."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from keystage import __version__
from keystage.core import packaged
from keystage.core.findings import Severity
from keystage.synth.conformance.outcome import (
    Fault,
    Heading,
    Outcome,
    Part,
    Sent,
    Tally,
)
from keystage.synth.conformance.telling import words

SCHEMA = "conformance-1"
_TEXTS = tuple(one.name for one in fields(Fault) if one.name not in {"line", "way"})


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `to_dict` returns."""
    return packaged.schema("keystage.synth.conformance", SCHEMA)


def to_dict(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as plain values: every fault, with its place."""
    kit, weights = outcome.kit, outcome.weights
    return {
        "keystage": __version__,
        "schema": SCHEMA,
        "kit": {"seed": kit.seed, "school": kit.number, "exports": len(kit.exports)},
        "verdict": words.verdict(outcome),
        "score": _scores(outcome.tallies),
        "faults": {one.value: weights[one] for one in Severity},
        "files": [_file(one) for one in outcome.files],
        "skipped": [{"path": path, "reason": why} for path, why in outcome.skipped],
        "exports": [_part(part) for part in outcome.parts],
    }


def _scores(tallies: Mapping[Heading, Tally]) -> dict[str, Any]:
    return {
        heading.value: {"right": one.right, "of": one.of, "percent": one.score}
        for heading, one in tallies.items()
    }


def _file(one: Sent) -> dict[str, Any]:
    return {
        "path": one.path,
        "supplier": one.supplier,
        "version": one.version,
        "exports": list(one.exports),
        "not_read": one.message or None,
    }


def _part(part: Part) -> dict[str, Any]:
    export = part.export
    return {
        "id": export.id if export else None,
        "title": export.title if export else None,
        "file_name": export.file_name if export else None,
        "files": part.files,
        "score": _scores(part.tallies),
        "faults": [_fault(one) for one in part.faults],
    }


def _fault(one: Fault) -> dict[str, Any]:
    texts = {name: str(getattr(one, name)) for name in _TEXTS}
    said = {
        "line": one.line,
        "way": one.way.value if one.way else None,
        "to_do": words.to_do(one),
    }
    return {**texts, **said}
