"""The verdict, and the question for the one missing fact, in words for people."""

from keystage.movement.case import Settings
from keystage.movement.decide import Verdict
from keystage.movement.facts import CAME_FROM, GONE_TO, Missing

_QUESTIONS = {
    "joined": "On which day did the {pupil} start at {school}?",
    "left": "On which day did the {pupil} leave {school}, or is the {pupil} still on "
    "its roll?",
    "second_half": "On which day did the second half of the summer term begin at "
    "{school}?",
    "may_days": "On how many school days in May was the {pupil} on the roll of {school}?",
    "assessed": "Was the {pupil} checked at {school}?",
    "opens": "What is the first day of the {period}?",
    "closes": "What is the last day of the {period}?",
    "came_from": "Where was the {pupil} before the new school?",
    "gone_to": "Where did the {pupil} go?",
    "most_time": "Where does the {pupil} spend most time between 8 am and 6 pm: "
    "{among}?",
    "longest": "Where does the {pupil} attend longest, counting the time still to "
    "come: {among}?",
    "met_before": "Did the {pupil} meet the standard in year 1? The school before, or "
    "the Department's pupil information, can say.",
}
_DAY = "{fact} = {year}-05-20"
_ANSWERS = {
    "joined": f"under the school: {_DAY}",
    "left": f'under the school: {_DAY} (the last day), or left = "still"',
    "second_half": f"under the school, or once for all at the top: {_DAY}",
    "may_days": "under the school: may_days = 15",
    "assessed": "under the school: assessed = true, false, or the day",
    "opens": f"at the top: {_DAY}",
    "closes": f"at the top: {_DAY}",
    "came_from": "at the top: came_from = {places}; or add the school",
    "gone_to": "at the top: gone_to = {places}; or add the school",
    "most_time": 'at the top: most_time = "{first}"',
    "longest": 'at the top: longest = "{first}"',
    "met_before": "at the top: met_before = true or false",
}
UNVERIFIED = "Not verified: no guidance of the year itself was found that says so."
_PLACES = {"came_from": CAME_FROM, "gone_to": GONE_TO}


def question(missing: Missing, settings: Settings) -> str:
    """Return the one question that decides, as a sentence."""
    return _QUESTIONS[missing.fact].format(
        pupil=settings.pupil,
        period=settings.period,
        school=missing.school,
        among=" or ".join(missing.among),
    )


def how_to_answer(missing: Missing, year: int) -> str:
    """Return where in a file of facts the answer goes, and how it is written.

    `year` is the summer it is about, that its example of a day is of.
    """
    return _ANSWERS[missing.fact].format(
        fact=missing.fact,
        year=year,
        first="".join(missing.among[:1]),
        places=", ".join(f'"{place}"' for place in _PLACES.get(missing.fact, ())),
    )


def answer(verdict: Verdict, settings: Settings) -> str:
    """Return who reports, in one sentence; or that it cannot be said."""
    if verdict.missing is not None:
        return f"One thing is missing. {question(verdict.missing, settings)}"
    if verdict.nobody:
        return f"Nobody need report this {settings.pupil}."
    if verdict.reports is None:
        return "The guidance does not decide who reports in this case."
    return f"{_begun(verdict.reports)} reports this {settings.pupil}."


def advice(verdict: Verdict, settings: Settings) -> str:
    """Return the answer with all it rests on: for a finding's words.

    Who takes back, the rule, the row and where it stands, that it is not verified,
    and what else to know; of an answer that waits for a fact, the question alone.
    """
    said = [answer(verdict, settings)]
    if verdict.withdraws:
        said.append(f"To be taken back by: {', '.join(verdict.withdraws)}.")
    said.append(verdict.says)
    if verdict.rows:
        row = ", ".join(verdict.rows)
        said.append(f"(Row {row}: {verdict.paragraph}; {verdict.source}.)")
    if not verdict.verified:
        said.append(UNVERIFIED)
    return " ".join(part for part in (*said, *verdict.notes) if part)


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]
