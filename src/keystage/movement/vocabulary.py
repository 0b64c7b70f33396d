"""The closed vocabulary of movement tables: facts with their values, and roles.

A row may ask for these facts only, each to be one of these values, and give the
duty to one of these roles only. Every entry carries its words, so that a table can
be printed. `{period}` stands for the weeks the collection turns on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from keystage.movement import duty, reading
from keystage.movement.case import Case

NOBODY = "nobody"
NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact: how it is read, and its values in words."""

    read: Callable[[Case], str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Role:
    """Who may have the duty: how found, in words, and the facts a row must ask for."""

    read: Callable[[Case], str]
    words: str
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)


_ELSEWHERE = {
    "home_education": "home education",
    "abroad": "abroad",
    "non_participating": "a school that does not take part",
}

FACTS: Mapping[str, Fact] = {
    "schools": Fact(
        reading.schools, {"one": "one school", "several": "more than one school"}
    ),
    "now": Fact(
        reading.now,
        {
            "on_roll": "still on a school's roll",
            **{name: f"left for {words}" for name, words in _ELSEWHERE.items()},
            "missing": "off roll and missing from education",
        },
    ),
    "came_from": Fact(
        reading.came_from,
        {
            "school": "came from another school",
            **{name: f"came from {words}" for name, words in _ELSEWHERE.items()},
            "nowhere": "was at no school before",
        },
    ),
    "start": Fact(
        reading.start,
        {
            "before": "started at the new school before the {period}",
            "during": "started at the new school in the {period}",
            "after": "started at the new school after the {period}",
        },
    ),
    "half_term_start": Fact(
        reading.half_term_start,
        {
            "before": "started at the new school before the {period}",
            "from": "started at the new school on the first day of the {period} or later",
        },
    ),
    "half_terms": Fact(
        reading.half_terms,
        {
            "same": "half-term dates are the same",
            "differ": "half-term dates differ between the two schools",
        },
    ),
    "earlier_school": Fact(
        reading.earlier_school,
        {
            "yes": "there is a previous school",
            "no": "at no school before the {period}",
            "unclear": "two schools before the new one were left on the same day",
        },
    ),
    "new_school": Fact(
        reading.new_school,
        {
            "clear": "one school is the new one",
            "unclear": "two schools were joined, and left if at all, on the same days",
        },
    ),
    "at_half_term": Fact(
        reading.at_half_term,
        {
            "none": "on no roll as the {period} begins",
            "one": "on one roll as the {period} begins",
            "several": "on more than one roll as the {period} begins",
        },
    ),
    "at_opening": Fact(
        reading.at_opening,
        {
            "none": "on no roll on the first day of the {period}",
            "one": "on one roll on the first day of the {period}",
            "several": "on more than one roll on the first day of the {period}",
        },
    ),
    "in_window": Fact(
        reading.in_window,
        {
            "none": "on no roll in the {period}",
            "one": "on one roll in the {period}",
            "in_turn": "on one roll after the other in the {period}",
            "together": "on more than one roll at once in the {period}",
        },
    ),
    "left": Fact(
        reading.left,
        {
            "no": "has not left",
            "before": "left for good before the {period}",
            "during": "left for good in the {period}",
            "after": "left for good after the {period}",
        },
    ),
    "arrival": Fact(
        reading.arrival,
        {
            "in_time": "started before the cut-off",
            "late": "started on the cut-off day or later",
        },
    ),
    "assessed": Fact(
        reading.assessed,
        {
            "no": "not checked at any school",
            "once": "checked at one school",
            "again": "checked at one school, and again at another",
            "unclear": "checked at two schools, and it is not clear where first",
        },
    ),
    "held_back": Fact(
        reading.held_back,
        {"no": "moves up next year", "yes": "stays in the year for another"},
    ),
    "year_group": Fact(
        reading.year_group, {"1": "in year 1", "2": "in year 2 or a later year"}
    ),
    "met_before": Fact(
        reading.met_before,
        {"yes": "met the standard before", "no": "has not met the standard yet"},
    ),
    "may_days": Fact(
        reading.may_days,
        {
            "greater": "one school has the greater number of days in May",
            "equal": "the days in May are equal",
        },
    ),
}

ROLES: Mapping[str, Role] = {
    "new": Role(duty.new_school, "the new school"),
    "only": Role(duty.new_school, "the school", {"schools": frozenset({"one"})}),
    "previous": Role(
        duty.previous_school,
        "the previous school",
        {"earlier_school": frozenset({"yes"})},
    ),
    "at_opening": Role(
        duty.school_at_opening,
        "the school of registration on the first day of the {period}",
        {"at_opening": frozenset({"one"})},
    ),
    "last_in_window": Role(
        duty.last_in_window,
        "the school of registration in the {period}, the last of them",
        {"in_window": frozenset({"one", "in_turn"})},
    ),
    "where_assessed": Role(
        duty.where_assessed,
        "the school where the check was taken first",
        {"assessed": frozenset({"once", "again"})},
    ),
    "most_days_in_may": Role(
        duty.most_days_in_may,
        "the school with the greater number of days in May",
        {"may_days": frozenset({"greater"})},
    ),
    "longest_attendance": Role(
        duty.longest_attendance,
        "the school the child attends longest in the school year",
        {"earlier_school": frozenset({"yes"})},
    ),
    "most_time": Role(
        duty.most_time,
        "where the child spends most time between 8 am and 6 pm",
        {"at_half_term": frozenset({"several"})},
    ),
}

OUTCOMES: Mapping[str, str] = {
    **{name: role.words for name, role in ROLES.items()},
    NOBODY: "nobody",
    NOT_COVERED: "not said by the guidance",
}
