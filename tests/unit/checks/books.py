"""Small rulebooks, rows and returns, made in the test that needs them."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from keystage.checks.model import (
    Check,
    Code,
    Cohort,
    Component,
    Context,
    CtfFacts,
    Rulebook,
    Threshold,
)
from keystage.checks.run import run
from keystage.core import upn
from keystage.core.canonical import digest
from keystage.core.cells import Cell
from keystage.core.coding import Coding
from keystage.core.findings import Finding, Place, Severity
from keystage.core.records import Header, Result, Return, Row, School

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
GOOD = Context(now=NOW, authority="999", school="9991001")
UPNS = tuple(upn.make("004", "1001", 18, serial) for serial in range(1, 100))
_CODING = Coding("KS1", "X", "TA", "X", "", "NC")


def component(name: str, codes: str, maximum: int | None = None) -> Component:
    minimum = None if maximum is None else 0
    title = f"Title of {name}"
    return Component(
        name, title, name, "", tuple(codes.split()), _CODING, minimum, maximum
    )


COMPONENTS = {
    one.id: one
    for one in (
        component("REA", "GDS EXS WTS PK1 EM A L Q"),
        component("WRI", "GDS EXS WTS PK1 EM A L Q"),
        component("SCI", "EXS HNM A"),
        component("MARK", "", 40),
        component("OUT", "WA WT A D Q"),
    )
}
CODES = {
    code.id: code
    for code in (
        Code("GDS", "greater depth"),
        Code("EXS", "expected", synonyms=("Expected",)),
        *(
            Code(name, name)
            for name in ["WTS", "PK1", "EM", "A", "L", "HNM", "WA", "WT", "D"]
        ),
        Code("Q", "maladministration", role="la"),
    )
}
COHORTS = (
    Cohort("year2", "Year 2", ("2",), date(2018, 9, 1), date(2019, 8, 31)),
    Cohort(
        "again", "Again", ("3",), date(2017, 9, 1), date(2018, 8, 31), include="some"
    ),
)


def check(kind: str, **params: Any) -> Check:
    """A check of severity query whose message is its facts; see `told`."""
    return Check("R", kind, Severity.QUERY, "It is {value}.", "Mend it.", params)


def book(*checks: Check, **checks_by_key: Check) -> Rulebook:
    """A rulebook with these checks, keyed by number or by the names given."""
    keyed = {f"C{number}": one for number, one in enumerate(checks)} | checks_by_key
    return Rulebook(
        id="ks1-2026",
        collection="ks1",
        year=2026,
        title="Key stage 1",
        status="statutory",
        provisional=False,
        revision=1,
        words={"pupil": "child"},
        areas={},
        codes=CODES,
        components=COMPONENTS,
        cohorts=COHORTS,
        sets={"rw": ("REA", "WRI"), "pre": ("PK1", "EM"), "none": ()},
        checks=keyed,
        measures={},
        threshold=Threshold("MARK", 32, date(2026, 6, 8)),
        ctf=CtfFacts(("24.0", "25.0"), "la", "KS1", ("KS1", "CTF"), ""),
        deadlines=(),
        sources={},
        guidance={},
        digest=digest([repr(keyed)]),
    )


def tidy(text: str) -> str:
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf"})


def read(name: str, text: str) -> str:
    """The value a text is read as: a code whatever its case, else as sent."""
    plain = "".join(c for c in text if c.isprintable() and c != " ")
    for code in COMPONENTS[name].codes if name in COMPONENTS else ():
        forms = (code, *CODES[code].synonyms)
        if plain.isascii() and plain.casefold() in {form.casefold() for form in forms}:
            return code
    return text.strip()


def row(position: int = 1, /, **said: Any) -> Row:
    """A sound row at `position`; `said` changes fields and gives results."""
    sent = {
        "upn": UPNS[position - 1],
        "surname": f"Ash{chr(96 + position)}",
        "forename": "Ada",
        "dob": "2019-01-15",
        "sex": "F",
    }
    given = {name: said.pop(name) for name in list(said) if name.isupper()}
    more = {
        name: said.pop(name) for name in ("nc_year", "group", "cohort") if name in said
    }
    others = said.pop("others", {})
    sent |= said
    path = f"/CTfile/CTFpupilData/Pupil[{position}]"
    cells = {
        name: Cell(text, Place(line=10 * position, path=f"{path}/{name}"))
        for name, text in sent.items()
    }
    return Row(
        position=position,
        upn=upn.tidy(sent["upn"]),
        surname=tidy(sent["surname"]),
        forename=tidy(sent["forename"]),
        dob=sent["dob"],
        sex=sent["sex"],
        cells=cells,
        results=results(given),
        others=[one for found in results(others).values() for one in found],
        place=Place(line=10 * position, path=path),
        **more,
    )


def results(given: Mapping[str, str | Sequence[str]]) -> dict[str, list[Result]]:
    made: dict[str, list[Result]] = {}
    number = 0
    for name, texts in given.items():
        for text in [texts] if isinstance(texts, str) else texts:
            number += 1
            cell = Cell(text, Place(line=100 + number))
            made.setdefault(name, []).append(
                Result(name, read(name, text), cell, number)
            )
    return made


def header(**changes: Any) -> Header:
    made = Header(
        document_name="Common Transfer File",
        version="25.0",
        date_time="2026-06-09T15:00:00",
        qualifier="partial",
        supplier="Invented",
        source=School("999", "1001", "", "Invented School", "2025"),
        destination=School("999", "LLLL"),
        lines={"version": 3},
    )
    for name, value in changes.items():
        part, _, of = name.partition("_")
        if part in {"source", "destination"}:
            setattr(getattr(made, part), of, value)
        else:
            setattr(made, name, value)
    return made


def return_(*rows: Row, **changes: Any) -> Return:
    made = Return(
        collection="ks1",
        year=2026,
        school="9991001",
        urn="",
        rows=list(rows),
        header=header(),
        file_name="9991001_KS1_999LLLL_001.xml",
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def found(
    one: Check, *rows: Row, context: Context = GOOD, **changes: Any
) -> list[Finding]:
    """What one check finds; a check that could not be run is an error here."""
    outcome = run(book(one), return_(*rows, **changes), context)
    assert outcome.not_run == []
    return outcome.findings


def facts(one: Check, *rows: Row, told: str, **more: Any) -> list[str]:
    """The messages of a check whose message is the template `told`."""
    worded = Check(one.id, one.kind, one.severity, told, "", one.params)
    return [finding.message for finding in found(worded, *rows, **more)]
