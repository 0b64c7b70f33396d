"""A file of facts to fill in: what a table may ask, and nothing else."""

from datetime import date

from keystage.movement.facts import CAME_FROM, GONE_TO
from keystage.movement.table import Table

_HALF = frozenset({"half_term_start", "half_terms", "at_half_term"})
_WEEKS = frozenset({"start", "in_window", "at_opening", "left", "may_days", "assessed"})
_ENDS = _WEEKS - {"at_opening"}
_COLUMN = 28


def template(table: Table, year: int) -> str:
    """Return a file of facts in TOML, for two schools, to be filled in.

    It can be read as it stands; what is left empty is not known. `year` is the summer
    it is about, that its example of a day is of.
    """
    weeks = table.settings
    lines = [
        f"# Facts about one {weeks.pupil} who moved. Names of people do not belong here.",
        "# What is left empty is not known: if it decides, it is asked for. A day is",
        f"# written as {year}-05-20. Add [[school]] for every further school.",
        "",
    ]
    used = {fact for row in table.rows for fact in row.when}
    lines += _top(used, table)
    for number, meaning in (("9991001", "the school left"), ("9991002", "the new one")):
        lines += ["", "[[school]]", _line("number", f'"{number}"', meaning)]
        lines += _school(used, weeks.school_days)
    return "\n".join(lines) + "\n"


def _line(key: str, value: str, meaning: str) -> str:
    return f"{f'{key} = {value}':<{_COLUMN}}# {meaning}"


def _top(used: set[str], table: Table) -> list[str]:
    weeks = table.settings
    wanted = (
        (_HALF, "second_half", "", f"first day of the {weeks.period}"),
        (_WEEKS, "opens", _day(weeks.opens), f"first day of the {weeks.period}"),
        (_ENDS, "closes", _day(weeks.closes), f"last day of the {weeks.period}"),
        ({"came_from"}, "came_from", "", _either(CAME_FROM)),
        ({"now"}, "gone_to", "", f"if on no roll now: {_either(GONE_TO)}"),
        ({"held_back"}, "held_back", "false", "true: stays in the year for another"),
        ({"year_group"}, "year_group", "1", "1 or 2"),
        ({"met_before"}, "met_before", "", "in year 2: true or false"),
        ({"at_half_term"}, "most_time", "", "if on two rolls: the school's number"),
    )
    return [
        _line(key, value or '""', meaning)
        for facts, key, value, meaning in wanted
        if used & facts
    ]


def _school(used: set[str], school_days: bool) -> list[str]:
    lines = [
        _line("joined", '""', "first day on the roll"),
        _line("left", '""', 'last day on the roll; "still" if on this roll too'),
    ]
    if used & _HALF:
        lines.append(_line("second_half", '""', "where it is another day here"))
    if "assessed" in used:
        lines.append(_line("assessed", '""', "true, false or the day of the check"))
    if "may_days" in used and school_days:
        lines.append(_line("may_days", '""', "school days on the roll in May"))
    return [*lines, _line("sent", "false", "true: has sent results")]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _either(places: tuple[str, ...]) -> str:
    return ", ".join(places)
