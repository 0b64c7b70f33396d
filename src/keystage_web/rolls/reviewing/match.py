"""Which child of a file is which of the roll: by UPN, then by name and birth date."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from keystage_web.rolls.children import Child, Told, name_of
from keystage_web.rolls.reviewing.model import Why

type _Key = tuple[str, ...]


@dataclass(slots=True)
class Matches:
    """Pairs that are plain, pairs to be decided, and who is left over on either side."""

    plain: list[tuple[Child, Told]] = field(default_factory=list)
    close: list[tuple[Why, Child, Told]] = field(default_factory=list)
    roll: list[Child] = field(default_factory=list)
    file: list[Told] = field(default_factory=list)


def matched(roll: Sequence[Child], file: Sequence[Told]) -> Matches:
    """Return who of the file is whom of the roll; the order of either has no meaning."""
    found = Matches(roll=sorted(roll, key=_first), file=sorted(file, key=_first))
    _by(found, _upn, _judge_number, _upn)
    _by(
        found,
        _upn,
        _judge_number,
        now=lambda one: [(one.former,)] if one.former else [],
    )
    _by(found, _former, _judge_number, _upn)
    _by(found, _person, _judge_person, _person)
    _by(found, _in_part, lambda *_: Why.ALIKE, _in_part)
    return found


def _first(one: Child | Told) -> tuple[bool, _Key, str]:
    """Return what decides who is matched first: who is here before who has left."""
    facts = (*name_of(one), one.get("born"), one.get("upn"))
    return bool(one.get("left")), facts, one.id if isinstance(one, Child) else ""


def _by(
    found: Matches,
    then: Callable[[Child], list[_Key]],
    judge: Callable[[Child, Told], Why | None],
    now: Callable[[Told], list[_Key]],
) -> None:
    """Pair who agrees in a key, each once, and take them out of who is left over."""
    waiting: dict[_Key, list[Child]] = {}
    for child in found.roll:
        for key in then(child):
            waiting.setdefault(key, []).append(child)
    taken, left = set[str](), list[Told]()
    for told in found.file:
        one = next(_free(waiting, now(told), taken), None)
        if one is None:
            left.append(told)
            continue
        taken.add(one.id)
        why = judge(one, told)
        if why is None:
            found.plain.append((one, told))
        else:
            found.close.append((why, one, told))
    found.file = left
    found.roll = [child for child in found.roll if child.id not in taken]


def _free(
    waiting: dict[_Key, list[Child]], keys: Iterable[_Key], taken: set[str]
) -> Iterator[Child]:
    for key in keys:
        yield from (one for one in waiting.get(key, ()) if one.id not in taken)


def _upn(one: Child | Told) -> list[_Key]:
    upn = one.get("upn")
    return [(upn,)] if upn else []


def _former(child: Child) -> list[_Key]:
    return [(upn,) for upn in child.former]


def _person(one: Child | Told) -> list[_Key]:
    born = one.get("born")
    return [(*name_of(one), born)] if born else []


def _in_part(one: Child | Told) -> list[_Key]:
    born, (surname, forename) = one.get("born"), name_of(one)
    return [("s", surname, born), ("f", forename, born)] if born else []


def _judge_number(child: Child, told: Told) -> Why | None:
    """Judge two with one UPN: a name and the birth date may not both be others."""
    agree = [a == b for a, b in zip(name_of(child), name_of(told), strict=True)]
    born = child.get("born") == told.get("born") or not child.get("born")
    if all(agree) or (born and any(agree)):
        return _back(child, told)
    return Why.RENAMED


def _judge_person(child: Child, told: Told) -> Why | None:
    """Judge two with one name and birth date, who have not the same UPN."""
    if child.get("upn") and told.get("upn"):
        return Why.RENUMBERED
    return _back(child, told)


def _back(child: Child, told: Told) -> Why | None:
    """Ask, where the roll says that a child has left whom the file says nothing such of."""
    left, joined = child.get("left"), told.get("joined")
    again = bool(joined) and joined > left
    return Why.RETURNED if left and not told.get("left") and not again else None
