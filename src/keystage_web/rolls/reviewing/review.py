"""Hold a file against a roll; and make a plan of a review once it is answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keystage_web.rolls.children import Child, Fact, Stay, Told, order
from keystage_web.rolls.reading.model import Reading
from keystage_web.rolls.reviewing.match import matched
from keystage_web.rolls.reviewing.model import (
    ANSWERS,
    Answer,
    Answers,
    Changed,
    Close,
    Difference,
    Plan,
    Review,
)


class Undecided(Exception):
    """A close pair has no answer, or one that it cannot have. `key` names the pair."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def review(roll: Sequence[Child], reading: Reading) -> Review:
    """Return what a file would change of a roll; the order of either has no meaning."""
    found = matched(roll, reading.told)
    changes = [_change(child, told, reading.tells) for child, told in found.plain]
    close = [
        Close(why, _change(child, told, reading.tells, told_left=True))
        for why, child, told in found.close
    ]
    groups = {told.get("year_group") for told in reading.told} - {""}
    here = [child for child in found.roll if child.here]
    due = [child for child in here if _is_due(child, groups)]
    return Review(
        new=tuple(sorted(found.file, key=order)),
        changed=tuple(sorted((one for one in changes if _says(one)), key=_of_child)),
        close=tuple(sorted(close, key=lambda one: _of_child(one.change))),
        same=_sorted(one.child for one in changes if not _says(one)),
        gone=_sorted(due),
        aside=_sorted(child for child in here if child not in due),
        past=_sorted(child for child in found.roll if not child.here),
    )


def _is_due(child: Child, groups: set[str]) -> bool:
    """Whether a file of these year groups should tell of a child."""
    return (
        not groups or not child.get("year_group") or child.get("year_group") in groups
    )


def _sorted(children: Iterator[Child] | Sequence[Child]) -> tuple[Child, ...]:
    return tuple(sorted(children, key=lambda one: (order(one), one.id)))


def _of_child(one: Changed) -> tuple[tuple[str, ...], str]:
    return order(one.child), one.child.id


def _says(one: Changed) -> bool:
    return bool(one.differences or one.former or one.earlier)


def _change(
    child: Child, told: Told, tells: Sequence[Fact], *, told_left: bool = False
) -> Changed:
    """Return what the file says otherwise. What is blank there changes nothing.

    But a day of leaving may be blank because the child is here: with `told_left` it is
    taken away, and where the child came again, a new time on the roll begins.
    """
    again = _came_again(child, told)
    differences = []
    for fact in tells:
        before, after = child.get(fact), told.get(fact)
        blank_says = fact == "below" or (fact == "left" and (told_left or again))
        if before != after and (after or blank_says):
            differences.append(Difference(fact, before, after))
    if (told_left or again) and child.get("left") and "left" not in tells:
        differences.append(Difference("left", child.get("left"), ""))
    before, after = child.get("upn"), told.get("upn")
    gone = (before,) if before and after and before != after else ()
    said = (told.former,) if told.former and told.former not in (before, after) else ()
    former = tuple(upn for upn in (*gone, *said) if upn not in child.former)
    return Changed(
        child, told, tuple(differences), former, _earlier(child, told, again)
    )


def _came_again(child: Child, told: Told) -> bool:
    left, joined = child.get("left"), told.get("joined")
    return bool(left) and joined > left


def _earlier(child: Child, told: Told, again: bool) -> tuple[Stay, ...]:
    """Return the times on the roll, ended before this one, that it does not know of."""
    own = [(child.get("joined"), child.get("left"))] if again else []
    found = {joined: (joined, left) for joined, left in (*own, *told.earlier)}
    begun = {joined for joined, _ in child.earlier}
    return tuple(sorted(stay for joined, stay in found.items() if joined not in begun))


def planned(found: Review, answers: Answers) -> Plan:
    """Return what is to be done, by a review and what a person decided.

    Raises `Undecided` for the first close pair without an answer it can have.
    """
    add = [_new(told) for told in found.new]
    change, leave, left_alone = list(found.changed), [], 0
    for pair in found.close:
        answer = answers.close.get(pair.key)
        if answer is None or answer not in ANSWERS[pair.why]:
            raise Undecided(pair.key)
        if answer is Answer.SAME:
            change.append(pair.change)
        elif answer is Answer.OTHER:
            add.append(_new(_another(pair)))
        else:
            left_alone += 1
    for child in found.gone:
        if child.id in answers.left:
            leave.append((child, answers.left[child.id]))
    return Plan(
        tuple(add), tuple(one for one in change if _says(one)), tuple(leave), left_alone
    )


def _another(pair: Close) -> Told:
    """Return the file's child as another one: a UPN the roll's child has is not taken."""
    told, child = pair.change.told, pair.change.child
    if told.get("upn") != child.get("upn"):
        return told
    return replace(told, facts={**told.facts, "upn": ""})


def _new(told: Told) -> tuple[dict[Fact, str], tuple[Stay, ...], str]:
    return dict(told.facts), told.earlier, told.former
