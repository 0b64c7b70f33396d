"""What is only seen in the returns of several schools together."""

from collections.abc import Iterable

from keystage.checks.kind import (
    AcrossTest,
    Param,
    Spec,
    Type,
    across_kind,
    reading_kind,
)
from keystage.checks.model import Hit
from keystage.checks.scene import child_of
from keystage.checks.sent import Sent
from keystage.checks.words import listed, natural, shown
from keystage.core.records import Row

type _Found[K] = dict[K, list[tuple[str, Row]]]


def _grouped[K](pairs: Iterable[tuple[K, str, Row]]) -> _Found[K]:
    found: _Found[K] = {}
    for key, school, row in pairs:
        found.setdefault(key, []).append((school, row))
    return found


def _rows(sent: Sent) -> Iterable[tuple[str, Row]]:
    for school, returns in sent.schools.items():
        for return_ in returns:
            for row in return_.rows:
                yield school, row


@across_kind(facts="schools")
def pupil_in_two_schools(_: Spec) -> AcrossTest:
    """Find a UPN in the returns of more than one school."""

    def test(sent: Sent) -> list[Hit]:
        found = _grouped(((row.upn, at, row) for at, row in _rows(sent) if row.upn))
        hits = []
        for number in sorted(found):
            schools = natural(school for school, _ in found[number])
            if len(schools) > 1:
                facts = {"schools": listed(schools, "and")}
                row = _first(found[number])
                hits.append(Hit(row=row, field="upn", value=number, facts=facts))
        return hits

    return test


@across_kind(facts="schools upns pairs")
def child_under_two_upns(_: Spec) -> AcrossTest:
    """Find a child, by name and birth, in two schools' returns under two UPNs."""

    def test(sent: Sent) -> list[Hit]:
        children = ((child_of(row), at, row) for at, row in _rows(sent) if row.upn)
        found = _grouped(part for part in children if all(part[0]))
        hits = []
        for child in sorted(found):
            schools = natural(school for school, _ in found[child])
            upns = natural(row.upn for _, row in found[child])
            if len(schools) > 1 and len(upns) > 1:
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
