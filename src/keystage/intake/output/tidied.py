"""What of a transfer file was read as if it were tidier than it is, in one note.

Every other change of a text has a finding of its own. These have none, since nothing is
lost by them and nobody need put them right; but whoever lays file and figures side by
side is to know of each.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from keystage.checks.words import counted, shown
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile, Kind, Return, Row
from keystage.intake import messages
from keystage.intake.recognise import Plans
from keystage.intake.shelf.coder import key_of

_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})  # signs that have a finding of their own
_NOUGHT = re.compile(r"0[0-9]", re.ASCII)  # more digits are no mark, and told


class _Part(NamedTuple):
    """One way in which texts were tidied, and the line of each."""

    words: str
    lines: Sequence[int]


def tidied(file: CtfFile, plans: Plans, returns: Sequence[Return]) -> list[Finding]:
    """Return the note that says what was tidied; none where nothing was."""
    rows = [row for return_ in returns for row in return_.rows]
    parts = (
        _Part(
            "more than one space, or another sign for it, in names and UPNs",
            [*_spaced(rows)],
        ),
        _Part(_otherwise(file, plans), [*_coded(file, plans)]),
        _Part("noughts before a mark", [*_noughts(returns)]),
    )
    told = [one for one in parts if one.lines]
    if not told:
        return []
    what = [f"{one.words} ({_times(one.lines)})" for one in told]
    return [messages.finding("TIDIED", Severity.NOTE, what=messages.listed(what))]


def _times(lines: Sequence[int]) -> str:
    times = counted(len(lines), "time", "times")
    first = min(filter(None, lines), default=0)
    return f"{times}, first in line {first:,}" if first else times


def _spaced(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the lines of names whose spaces were put right, and nothing else."""
    for row in rows:
        for name in ("surname", "forename", "upn"):
            cell = row.cells.get(name)
            if cell and cell.text != _plain(cell.text, name):
                signs = {unicodedata.category(sign) for sign in cell.text}
                if not signs & _HIDDEN:
                    yield cell.place.line or 0


def _plain(text: str, name: str) -> str:
    """Return a name, or a UPN, within which spaces have a finding, as it is read."""
    return text.strip() if name == "upn" else " ".join(text.split())


def _odd(plans: Plans) -> frozenset[Kind]:
    """Return the kinds of results known by words written otherwise than the format's."""
    return frozenset(
        kind
        for plan in plans.values()
        for kind, component in plan.items()
        if component and _said(kind) != _meant(kind)
    )


def _said(kind: Kind) -> tuple[str, ...]:
    what = kind.stage, kind.subject, kind.method, kind.component, kind.qualifier
    return *what, kind.status, kind.locale


def _meant(kind: Kind) -> tuple[str, ...]:
    return *key_of(kind), kind.status.strip().upper(), kind.locale.strip().upper()


def _coded(file: CtfFile, plans: Plans) -> Iterator[int]:
    odd = _odd(plans)
    for pupil in file.pupils if odd else ():
        yield from (one.line for one in pupil.assessments if one.kind in odd)


def _otherwise(file: CtfFile, plans: Plans) -> str:
    odd = _odd(plans)
    words = {
        f"{shown(said)} for {meant or 'nothing'}"
        for kind in odd
        for said, meant in zip(_said(kind), _meant(kind), strict=True)
        if said != meant
    }
    return f"words of results ({', '.join(sorted(words))})"


def _noughts(returns: Sequence[Return]) -> Iterator[int]:
    for return_ in returns:
        for row in return_.rows:
            for given in row.results.values():
                for one in given:
                    if _NOUGHT.fullmatch(one.value):
                        yield one.cell.place.line or 0
