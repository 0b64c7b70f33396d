"""One child for all the rows that tell of it: stays put together, repeats told."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from keystage_web.rolls.children import Stay, Told, name_of, order
from keystage_web.rolls.reading.table import Row

_ALWAYS = "9999-12-31"


def gathered(
    rows: Sequence[Row], where: str
) -> tuple[list[Told], tuple[int, ...], list[str]]:
    """Return the children of some rows, the places of repeats, and what is unclear.

    A child who left and came back stands in a row for each time. One UPN for two
    people, and two times on the roll that go on at once, are unclear.
    """
    told, twice, unclear = list[Told](), list[int](), list[str]()
    for _, several in groupby(sorted(map(_alone, rows), key=_key), key=_who):
        same = sorted(several, key=order)
        if fault := _fault(same, where):
            unclear.append(fault)
            continue
        child, again = _together(same)
        told.append(child)
        twice += again
    return told, tuple(sorted(twice)), unclear


def _alone(row: Row) -> Told:
    return Told(row.number, row.facts, former=row.former)


def _who(one: Told) -> tuple[str, ...]:
    """Return what tells children of a file apart: the UPN, or else name and birth."""
    upn = one.get("upn")
    return (upn,) if upn else ("", *name_of(one), one.get("born"))


def _key(one: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _who(one), order(one)


def _fault(same: Sequence[Told], where: str) -> str:
    people = {(*name_of(one), one.get("born")): one.place for one in same}
    if len(people) > 1:
        first, second, *_ = sorted(people.values())
        return (
            f"{where} {first}, and {second}: two different pupils have the same UPN. "
            "Put right the one that is wrong."
        )
    stays = sorted({_stay(one) for one in same}, key=_begun)
    if any(not left or left >= after for (_, left), (after, _) in pairwise(stays)):
        places = ", and ".join(str(one.place) for one in same[:2])
        return (
            f"{where} {places}: the same pupil is twice on the roll at one time. Give "
            "the last day of the first time."
        )
    return ""


def _stay(one: Told) -> Stay:
    return one.get("joined"), one.get("left")


def _begun(stay: Stay) -> tuple[str, str]:
    joined, left = stay
    return joined, left or _ALWAYS


def _together(same: Sequence[Told]) -> tuple[Told, list[int]]:
    """Return one child, of the rows of its last stay, and the places of repeats."""
    stays = sorted({_stay(one) for one in same}, key=_begun)
    kept: dict[Stay, Told] = {}
    again = []
    for one in same:
        if _stay(one) in kept:
            again.append(one.place)
        kept.setdefault(_stay(one), one)
    last = kept[stays[-1]]
    former = next((one.former for one in same if one.former), "")
    return Told(last.place, last.facts, tuple(stays[:-1]), former), again
