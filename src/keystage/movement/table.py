"""A decision table out of a rulebook's data, or all that keeps it from being one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from keystage.core.errors import RulebookError
from keystage.movement.case import Settings
from keystage.movement.faults import day, faults, values


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: where every fact of `when` has one of its values, it applies.

    `reports` is a role, 'nobody' or 'not_covered'. `says` is the rule in a sentence,
    `paragraph` where it stands in `source`, `help` what else a person should know.
    """

    id: str
    order: int
    when: Mapping[str, tuple[str, ...]]
    reports: str
    says: str
    paragraph: str
    source: str
    verified: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of one collection and year, in order: the first that holds applies.

    `usual` says what is taken as usual unless the facts tell otherwise. `verified`
    is False where no guidance of the year itself was found.
    """

    settings: Settings
    rows: tuple[Row, ...]
    usual: str = ""
    verified: bool = True


def table_of(
    data: Mapping[str, Any],
    sources: Mapping[str, str],
    days: Mapping[str, date] | None = None,
) -> Table:
    """Return the table in a rulebook's `movement`.

    `sources` are the rulebook's own, `days` its verified deadlines by id: a table
    names those that open and close its weeks. Raises `RulebookError` with every
    complaint.
    """
    wrong = [f"{'.'.join(keys)}: {said}" for keys, said in faults(data, sources)]
    if wrong:
        raise RulebookError("\n".join(wrong))
    window = {
        name: (days or {}).get(deadline)
        for name, deadline in data.get("deadlines", {}).items()
    }
    window |= {name: day(value) for name, value in data.get("window", {}).items()}
    settings = Settings(
        period=data["period"],
        pupil=data["pupil"],
        opens=window.get("opens"),
        closes=window.get("closes"),
        cut_off=window.get("cut_off"),
        school_days=data.get("may") == "school_days",
    )
    rows = (_row(name, row, sources) for name, row in data["rows"].items())
    ordered = tuple(sorted(rows, key=lambda row: row.order))
    return Table(settings, ordered, data.get("usual", ""), data.get("verified", True))


def _row(name: str, row: Mapping[str, Any], sources: Mapping[str, str]) -> Row:
    return Row(
        id=name,
        order=row["order"],
        when={fact: values(given) for fact, given in row["when"].items()},
        reports=row["reports"],
        says=row["says"],
        paragraph=row["paragraph"],
        source=sources[row["source"]],
        verified=row.get("verified", True),
        help=row.get("help", ""),
    )
