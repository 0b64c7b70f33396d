"""How each fact of the vocabulary is read off a pupil's registrations.

The values are those of `keystage.movement.vocabulary`. A fact that cannot be read
raises `Unknown`, as the timeline does.
"""

from collections.abc import Sequence
from datetime import date

from keystage.movement.case import Case
from keystage.movement.facts import Stay
from keystage.movement.timeline import Unknown

_TWO = 2


def schools(case: Case) -> str:
    """Read how many schools there are; two stays at one school are one school."""
    return "one" if len(case.line.schools) == 1 else "several"


def now(case: Case) -> str:
    """Read where the pupil is who is on no roll any more."""
    return case.line.gone_to() or "on_roll"


def came_from(case: Case) -> str:
    """Read where the pupil was directly before the new school."""
    return case.line.came_from() or "school"


def start(case: Case) -> str:
    """Read where the first day at the new school lies; asks for no date in vain."""
    first = case.line.joined(case.line.newest())
    if first < case.line.opens():
        return "before"
    return "during" if first <= case.line.closes() else "after"


def half_term_start(case: Case) -> str:
    """Read whether the new school was joined before its second half of the term."""
    new = case.line.newest()
    early = case.line.joined(new) < case.line.second_half(new)
    return "before" if early else "from"


def half_terms(case: Case) -> str:
    """Read whether the second half begins on one day at both schools of the move."""
    days = {case.line.second_half(stay) for stay in (previous(case), newest(case))}
    return "same" if len(days) == 1 else "differ"


def earlier_school(case: Case) -> str:
    """Read whether there is a previous school in the sense of the guidance, and one."""
    earlier = _earlier(case)
    if not earlier:
        return "no"
    last = case.line.last(earlier[-1])
    schools = {stay.school for stay in earlier if case.line.last(stay) == last}
    return "yes" if len(schools) == 1 else "unclear"


def new_school(case: Case) -> str:
    """Read whether one school is the new one: not two with the very same days."""
    line, new = case.line, newest(case)
    alike = {
        stay.school
        for stay in line.stays
        if (line.joined(stay), line.last(stay)) == (line.joined(new), line.last(new))
    }
    return "clear" if len(alike) == 1 else "unclear"


def newest(case: Case) -> Stay:
    """Return the stay at the new school."""
    return case.line.newest()


def previous(case: Case) -> Stay:
    """Return the school before the new one, or the new one where there is none."""
    return (_earlier(case) or [newest(case)])[-1]


def _earlier(case: Case) -> list[Stay]:
    """Return the stays before that at the new school, in order.

    Of schools joined in the second half of the term none can be the previous school
    of the guidance: that is the one the child was at before.
    """
    *others, new = case.line.in_order()
    if others and half_term_start(case) == "from":
        line = case.line.second_half(new)
        return [stay for stay in others if case.line.joined(stay) < line]
    return others


def at_half_term(case: Case) -> str:
    """Read on how many rolls the child is as the second half begins."""
    return _number(case.line.on(case.line.second_half(newest(case))))


def at_opening(case: Case) -> str:
    """Read on how many rolls the pupil is on the first day of the weeks."""
    return _number(case.line.on(case.line.opens()))


def _number(found: Sequence[str]) -> str:
    return ("none", "one", "several")[min(len(found), _TWO)]


def in_window(case: Case) -> str:
    """Read on how many rolls the pupil is in the weeks, and whether at once."""
    line = case.line
    found = line.between(line.opens(), line.closes())
    if len(found) >= _TWO and line.together(line.opens(), line.closes()):
        return "together"
    return ("none", "one", "in_turn")[min(len(found), _TWO)]


def left(case: Case) -> str:
    """Read where the last day on any roll lies."""
    last = case.line.last(newest(case))
    if last == date.max:
        return "no"
    if last < case.line.opens():
        return "before"
    return "during" if last <= case.line.closes() else "after"


def arrival(case: Case) -> str:
    """Read whether the new school was joined before the cut-off."""
    first, cut_off = case.line.joined(newest(case)), case.settings.cut_off
    return "late" if cut_off is not None and first >= cut_off else "in_time"


def assessed(case: Case) -> str:
    """Read how often the check was taken, and whether it is clear where first."""
    taken = where_taken(case)
    if len(taken) < _TWO:
        return "once" if taken else "no"
    return "again" if first_taken(case, taken) else "unclear"


def where_taken(case: Case) -> list[Stay]:
    """Return the stays during which the check was taken.

    A school need not say so where the pupil was on its roll on no day of the weeks,
    or only after a school that has checked the pupil.
    """
    line, found = case.line, []
    for stay in line.stays:
        if stay.assessed:
            found.append(stay)
        elif (
            stay.assessed is None
            and not _checked_before(case, stay)
            and stay in line.stays_between(line.opens(), line.closes())
        ):
            raise Unknown("assessed", stay.school)
    return found


def _checked_before(case: Case, stay: Stay) -> bool:
    line = case.line
    taken = [other for other in line.stays if other.assessed]
    return any(line.last(other) < line.joined(stay) for other in taken)


def first_taken(case: Case, taken: Sequence[Stay]) -> list[Stay]:
    """Return where the check was taken first, by its day or the stay's; or nothing."""
    return [
        stay
        for stay in taken
        if all(
            _latest(case, stay) < _earliest(case, other)
            for other in taken
            if other is not stay
        )
    ]


def _earliest(case: Case, stay: Stay) -> date:
    told = stay.assessed
    return told if isinstance(told, date) else case.line.joined(stay)


def _latest(case: Case, stay: Stay) -> date:
    told = stay.assessed
    return told if isinstance(told, date) else case.line.last(stay)


def held_back(case: Case) -> str:
    """Read whether the child stays in the same year for another."""
    return "yes" if case.line.facts.held_back else "no"


def year_group(case: Case) -> str:
    """Read whether the pupil is in the first or a later year of the check."""
    return "1" if case.line.facts.year_group == 1 else "2"


def met_before(case: Case) -> str:
    """Read whether the pupil met the standard the year before."""
    if case.line.facts.met_before is None:
        raise Unknown("met_before")
    return "yes" if case.line.facts.met_before else "no"


def may_days(case: Case) -> str:
    """Read whether one school has the pupil on its roll longest in May."""
    *_, second, most = (0, *sorted(days_in_may(case).values()))
    return "greater" if second < most else "equal"


def days_in_may(case: Case) -> dict[str, int]:
    """Return the days in May by school; schools joined after the weeks are out.

    School days are asked for: only a school knows them.
    """
    line = case.line
    first, last = line.may()
    closes = line.closes()
    stays = [stay for stay in line.stays if line.joined(stay) <= closes]
    days = line.days(first, last)
    if not case.settings.school_days:
        return {stay.school: days.get(stay.school, 0) for stay in stays}
    found = {stay.school: 0 for stay in stays}
    for school in sorted(found.keys() & days.keys()):
        told = [s.may_days for s in stays if s.school == school]
        known = [number for number in told if number is not None]
        if not known:
            raise Unknown("may_days", school)
        found[school] = max(known)
    return found
