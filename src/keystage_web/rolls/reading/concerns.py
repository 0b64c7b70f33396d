"""What the library finds about who the children of a roll are: UPNs, names, births."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from keystage.checks.model import Context, Rulebook
from keystage.checks.run import run
from keystage.core.cells import Cell
from keystage.core.findings import Finding, Place
from keystage.core.records import Return, Row
from keystage_web.rolls.children import Fact, Told
from keystage_web.rolls.reading.model import Concern

# Kinds of checks that ask who a pupil is, and nothing of results.
_KINDS = {
    *("required_field", "upn", "name_text", "date_of_birth", "field_one_of"),
    *("duplicate_child", "names_swapped"),
}
_NOT = ("window",)  # of births: a school's roll has children of every age
_AS_CELLS: tuple[tuple[str, Fact], ...] = (
    *(("upn", "upn"), ("surname", "surname"), ("forename", "forename")),
    *(("dob", "born"), ("sex", "sex")),
)


def concerns(told: Collection[Told], rules: Rulebook) -> tuple[Concern, ...]:
    """Return the library's findings about who children are, by the rules of a year."""
    about = Return(rules.collection, rules.year, "", "", list(map(_row, told)))
    found = run(_of_pupils(rules), about, Context()).findings
    return tuple(_concern(one) for one in _whole(found))


def _of_pupils(rules: Rulebook) -> Rulebook:
    kept = {
        name: check
        for name, check in rules.checks.items()
        if check.kind in _KINDS and check.params.get("fault") not in _NOT
    }
    apart = {
        name: replace(check, after=tuple(one for one in check.after if one in kept))
        for name, check in kept.items()
    }
    return replace(rules, checks=apart, digest=f"{rules.digest} of pupils")


def _row(one: Told) -> Row:
    place = Place(row=one.place)
    cells = {
        name: Cell(one.get(fact), place) for name, fact in _AS_CELLS if one.get(fact)
    }
    if one.former:
        cells["former_upn"] = Cell(one.former, place)
    return Row(
        position=one.place,
        upn=one.get("upn"),
        surname=one.get("surname"),
        forename=one.get("forename"),
        dob=one.get("born"),
        sex=one.get("sex"),
        cells=cells,
        results={},
        nc_year=one.get("year_group"),
        place=place,
    )


def _whole(findings: Iterable[Finding]) -> Iterator[Finding]:
    for one in findings:
        yield one
        yield from _whole(one.consequences)


def _concern(one: Finding) -> Concern:
    row = one.place.row if one.place else None
    return Concern(row or 0, one.rule, one.severity.value, one.message, one.fix)
