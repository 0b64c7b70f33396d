"""Which pupil of one file is which of another: nobody twice, nobody left out.

All steps treat both files alike, so that the answer read backwards is the answer
to the question put the other way round.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from keystage.changes.elements import Canon, canonical
from keystage.changes.model import Match
from keystage.checks.fold import folded
from keystage.core import upn
from keystage.core.records import Pupil
from keystage.core.years import parse_date

type Pair = tuple[Pupil, Pupil, Match]
type Contents = tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[Canon, ...]]
type Child = tuple[str, str, str]

_ISO = len("2019-11-05")
_IDENTITY = ("upn", "surname", "forename", "dob", "sex", "uln", "uci")


def pairs(
    before: Sequence[Pupil], after: Sequence[Pupil]
) -> tuple[list[Pair], list[Pupil], list[Pupil]]:
    """Return the pupils who are the same, those only `before`, those only `after`.

    In turn: by UPN, where name and birth agree too; by name and birth, where the UPN
    is now another child's; by UPN, where they do not agree; by a former UPN that leads to one pupil alone; without a UPN, by being alike in
    everything; by name and date of birth. A pupil given twice is matched once for
    each time.
    """
    work = _Work(list(before), list(after))
    work.take(lambda one: (number(one), *child(one)) if number(one) else None)
    work.take_exchanged()
    work.take(_upn)
    work.take_linked()
    work.take(lambda one: None if number(one) else contents(one))
    work.take(_known, Match.NAME_AND_BIRTH)
    return work.found, work.left, work.right


def number(pupil: Pupil) -> str:
    """Return the pupil's UPN, tidied."""
    return upn.tidy(pupil.upn)


def former(pupil: Pupil) -> str:
    """Return the pupil's former UPN, tidied, or ''."""
    details = pupil.section("BasicDetails")
    if details is None:
        return ""
    return upn.tidy(details.child_text("FormerUPN") or details.child_text("UPN"))


def child(pupil: Pupil) -> Child:
    """Return what tells children apart without a UPN: folded names and birth."""
    names = (_visible(text) for text in (pupil.surname, pupil.forename))
    surname, forename = map(folded, names)
    day = pupil.dob[:_ISO]
    return surname, forename, day if parse_date(day) else pupil.dob


def contents(pupil: Pupil) -> Contents:
    """Return all the pupil's texts in a form that compares and has an order."""
    results = sorted((*p.kind, p.result, p.date) for p in pupil.assessments)
    identity = tuple(getattr(pupil, name) for name in _IDENTITY)
    return identity, tuple(results), tuple(sorted(map(canonical, pupil.sections)))


def _visible(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


class _Work:
    """The pupils still to be matched, and the pairs found."""

    def __init__(self, left: list[Pupil], right: list[Pupil]) -> None:
        self.left = left
        self.right = right
        self.found: list[Pair] = []

    def take[K: Hashable](
        self, key: Callable[[Pupil], K | None], how: Match = Match.UPN
    ) -> None:
        """Match pupils of equal `key`; None is nobody's."""
        left, right = _grouped(self.left, key), _grouped(self.right, key)
        found = [
            (one, other, how)
            for same in left.keys() & right.keys()
            for one, other in _in_group(left[same], right[same])
        ]
        self._settle(found)

    def take_exchanged(self) -> None:
        """Match children alone of their name and birth whose UPN is another child's.

        So of two whose UPNs were mixed up each finds their own: by UPN they would be
        two children who have changed in everything.
        """
        left, right = _grouped(self.left, _known), _grouped(self.right, _known)
        by_left, by_right = _grouped(self.left, _upn), _grouped(self.right, _upn)
        self._settle(
            (left[same][0], right[same][0], Match.NAME_AND_BIRTH)
            for same in left.keys() & right.keys()
            if len(left[same]) == len(right[same]) == 1
            and _is_another(
                same,
                by_right.get(number(left[same][0]), []),
                by_left.get(number(right[same][0]), []),
            )
        )

    def take_linked(self) -> None:
        """Match pupils of whom one has the other's UPN as former, alone on both sides.

        First where name and birth agree; of several that could be meant, none is.
        """
        for by_child in (True, False):
            left, right = self._holders(self.left), self._holders(self.right)
            links = {
                (id(one), id(other)): (one, other)
                for shared in left.keys() & right.keys()
                if len(left[shared]) == len(right[shared]) == 1
                for one, other in zip(left[shared], right[shared], strict=True)
                if not by_child or child(one) == child(other)
            }
            ends = Counter(end for link in links for end in link)
            self._settle(
                (one, other, Match.FORMER_UPN)
                for (a, b), (one, other) in links.items()
                if ends[a] == ends[b] == 1
            )

    def _settle(self, found: Iterable[Pair]) -> None:
        done = list(found)
        self.found += done
        taken = {id(one) for pair in done for one in pair[:2]}
        self.left = [one for one in self.left if id(one) not in taken]
        self.right = [one for one in self.right if id(one) not in taken]

    @staticmethod
    def _holders(pupils: Iterable[Pupil]) -> dict[str, list[Pupil]]:
        found: dict[str, list[Pupil]] = {}
        for one in pupils:
            for text in {number(one), former(one)} - {""}:
                found.setdefault(text, []).append(one)
        return found


def _upn(one: Pupil) -> str | None:
    return number(one) or None


def _known(one: Pupil) -> Child | None:
    """Return the child where name and birth are all given, else None."""
    found = child(one)
    return found if all(found) else None


def _is_another(one: Child, *sides: Sequence[Pupil]) -> bool:
    """Whether the UPN is on any side somebody's, and nobody's with a name of `one`."""
    others = [child(other) for side in sides for other in side]
    return bool(others) and not any(
        surname == one[0] or forename == one[1] for surname, forename, _ in others
    )


def _grouped[K: Hashable](
    pupils: Iterable[Pupil], key: Callable[[Pupil], K | None]
) -> dict[K, list[Pupil]]:
    found: dict[K, list[Pupil]] = {}
    for one in pupils:
        same = key(one)
        if same is not None:
            found.setdefault(same, []).append(one)
    return found


def _in_group(left: list[Pupil], right: list[Pupil]) -> list[tuple[Pupil, Pupil]]:
    """Match within a group: those alike in everything first, the rest in order."""
    if len(left) == len(right) == 1:
        return [(left[0], right[0])]
    by_left, by_right = _grouped(left, contents), _grouped(right, contents)
    found: list[tuple[Pupil, Pupil]] = []
    rest: tuple[list[Pupil], list[Pupil]] = ([], [])
    for same in sorted({*by_left, *by_right}):
        ones, others = by_left.get(same, []), by_right.get(same, [])
        found += zip(ones, others, strict=False)
        rest[0].extend(ones[len(others) :])
        rest[1].extend(others[len(ones) :])
    return [*found, *zip(*rest, strict=False)]
