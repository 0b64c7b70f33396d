"""Holding what a check said against what was demanded."""

from collections.abc import Iterator
from typing import Any

from keystage.intake import Document, Options, check_bytes, to_dict
from tests.integration.badinput.catalogue.demand import Demand

type Plain = dict[str, Any]

_STATUS = {"refuse": {"unreadable"}, "errors": {"errors"}}
_WEIGHT = {"refuse": {"error"}, "errors": {"error"}, "warn": {"query", "note"}}


def report(data: bytes, name: str, options: Options) -> Plain:
    """Return the findings document's entry for one file."""
    document = Document((check_bytes(name, data, options),))
    entry: Plain = to_dict(document)["files"][0]
    return entry


def complaints(demand: Demand, file: Plain, *, ours: bool) -> list[str]:
    """Return how one file's report falls short of its demand; [] where it does not.

    `file` is one entry of the findings document's `files`. `ours` says that the
    file is our own, whose lines the demand knows.
    """
    found = list(every(file["findings"]))
    wrong = _status(demand, file, found)
    answering = [one for one in found if one["rule"] in demand.rules]
    if demand.rules and not answering:
        rules = sorted({one["rule"] for one in found})
        return [*wrong, f"wanted {demand.rules}, found {rules}"]
    for one in answering[:1]:
        wrong += _finding(demand, one)
    if ours and demand.line and answering:
        lines = {(one["place"] or {}).get("line") for one in answering}
        if demand.line not in lines:
            wrong.append(f"wanted line {demand.line}, got {lines}")
    return wrong


def every(findings: list[Plain]) -> Iterator[Plain]:
    """Yield findings and the consequences folded beneath them."""
    for one in findings:
        yield one
        yield from every(one["consequences"])


def _status(demand: Demand, file: Plain, found: list[Plain]) -> list[str]:
    allowed = demand.besides | set(demand.rules)
    strangers = {
        f"{one['rule']} {one['severity']}: {one['message']}"
        for one in found
        if one["rule"] not in allowed and one["severity"] != "note"
    }
    if demand.outcome == "refuse":
        return _refused(demand, file)
    wanted = _STATUS.get(demand.outcome, {"clean", "queries"})
    if demand.besides and demand.outcome != "errors":
        wanted = wanted | {"errors"}
    wrong = [] if file["status"] in wanted else [f"status is {file['status']}"]
    if strangers and demand.outcome in {"accept", "warn"}:
        wrong.append(f"it also says {sorted(strangers)}")
    return wrong


def _refused(demand: Demand, file: Plain) -> list[str]:
    wrong = []
    if file["status"] != "unreadable":
        wrong.append(f"status is {file['status']}, not unreadable")
    if file["refused"] not in demand.rules:
        wrong.append(f"refused is {file['refused']}, not one of {demand.rules}")
    if len(file["findings"]) != 1:
        wrong.append(f"{len(file['findings'])} findings where there is one reason")
    if file["returns"]:
        wrong.append("something of a refused file is shown")
    return wrong


def _finding(demand: Demand, one: Plain) -> list[str]:
    wrong = []
    if one["severity"] not in _WEIGHT[demand.outcome]:
        wrong.append(f"{one['rule']} is {one['severity']} for {demand.outcome}")
    words = f"{one['message']} {one['fix']} {' '.join(one['allowed'])}".casefold()
    for wanted in demand.says:
        if not any(word.casefold() in words for word in wanted.split("|")):
            wrong.append(f"{one['rule']} does not say {wanted!r}: {words!r}")
    if not one["message"].strip() or not one["fix"].strip():
        wrong.append(f"{one['rule']} says not what is wrong and what to do: {words!r}")
    return wrong
