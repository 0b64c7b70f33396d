"""What is only seen in the returns of several schools together."""

from collections.abc import Callable, Iterable, Iterator

from keystage.checks.fold import folded
from keystage.checks.kind import (
    AcrossTest,
    Param,
    Spec,
    Type,
    across_kind,
    reading_kind,
)
from keystage.checks.model import Hit
from keystage.checks.sent import Sent
from keystage.checks.words import listed, natural, shown
from keystage.core.records import Identity, Return, Row

type _Found[K] = dict[K, list[tuple[str, Row]]]
type _Child = tuple[str, str, str]
type _Key[K] = Callable[[Identity], K | None]


def _shared[K](sent: Sent, key: _Key[K]) -> _Found[K]:
    """Return school and row of each pupil whose `key` several schools' returns hold.

    Hundreds of thousands of pupils are in one school's alone: no row is made of them.
    """
    schools = sent.schools
    first: dict[K, str] = {}
    several: set[K] = set()
    for school, returns in schools.items():
        for who in _keys(returns, key):
            if who is not None and first.setdefault(who, school) != school:
                several.add(who)
    found: _Found[K] = {who: [] for who in several}
    for school, returns in schools.items() if several else ():
        for return_ in returns:
            for at, who in enumerate(_keys([return_], key)):
                if who in several:
                    found[who].append((school, return_.rows[at]))
    return found


def _keys[K](returns: Iterable[Return], key: _Key[K]) -> Iterator[K | None]:
    return (key(who) for return_ in returns for who in return_.identities())


def _number(who: Identity) -> str | None:
    return who[0] or None


def _child_of(who: Identity) -> _Child | None:
    number, surname, forename, born = who
    if not (number and surname and forename and born):
        return None
    child = folded(surname), folded(forename), born
    return child if all(child) else None


@across_kind(facts="schools")
def pupil_in_two_schools(_: Spec) -> AcrossTest:
    """Find a UPN in the returns of more than one school."""

    def test(sent: Sent) -> list[Hit]:
        found = _shared(sent, _number)
        hits = []
        for number in sorted(found):
            schools = natural(school for school, _ in found[number])
            facts = {"schools": listed(schools, "and")}
            row = _first(found[number])
            hits.append(Hit(row=row, field="upn", value=number, facts=facts))
        return hits

    return test


@across_kind(facts="schools upns pairs")
def child_under_two_upns(_: Spec) -> AcrossTest:
    """Find a child, by name and birth, in two schools' returns under two UPNs."""

    def test(sent: Sent) -> list[Hit]:
        found = _shared(sent, _child_of)
        hits = []
        for child in sorted(found):
            schools = natural(school for school, _ in found[child])
            upns = natural(row.upn for _, row in found[child])
            if len(upns) > 1:
                facts = {
                    "schools": listed(schools, "and"),
                    "upns": listed([shown(number) for number in upns], "and"),
                    "pairs": listed(_pairs(found[child]), "and"),
                }
                row = _first(found[child])
                hits.append(Hit(row=row, field="upn", value=row.upn, facts=facts))
        return hits

    return test


def _pairs(found: list[tuple[str, Row]]) -> list[str]:
    """Return `9991001 as A004…` for each school and UPN, in order, each once."""
    return [
        f"{at} as {shown(number)}"
        for at, number in sorted({(at, row.upn) for at, row in found})
    ]


def _first(found: list[tuple[str, Row]]) -> Row:
    """Return the row to show: the first school's, whatever order files came in."""
    return min(found, key=lambda one: (one[0], one[1].upn, one[1].surname))[1]


@across_kind(facts="names")
def same_file(_: Spec) -> AcrossTest:
    """Find the same bytes sent more than once."""

    def test(sent: Sent) -> list[Hit]:
        names: dict[str, list[str]] = {}
        for file in sorted(sent.files, key=lambda file: file.name):
            names.setdefault(file.digest, []).append(file.name)
        return [
            Hit(value=same[0], facts={"names": listed([*map(shown, same)], "and")})
            for same in names.values()
            if len(same) > 1
        ]

    return test


@across_kind(facts="school", needs="expected_schools")
def nothing_sent(_: Spec) -> AcrossTest:
    """Find a school that has sent nothing of what is due."""

    def test(sent: Sent) -> list[Hit]:
        numbers = {(return_.school, return_.urn) for return_ in sent.returns}
        known = {number for pair in numbers for number in pair}
        return [
            Hit(value=school, facts={"school": shown(school)})
            for school in natural(sent.expected or ())
            if school not in known
        ]

    return test


@reading_kind(Param("codes", Type.TEXTS, required=True))
def reading(_: Spec) -> None:
    """Name what the reader of files enforces, and reports under these codes."""


KINDS = (pupil_in_two_schools, child_under_two_upns, same_file, nothing_sent)
