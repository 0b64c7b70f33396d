"""Every numbered bad file of XML and CTF, through the library's two doors."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from keystage import ctf
from keystage.checks.model import RollEntry
from keystage.core.errors import Refused
from keystage.core.records import CtfFile
from keystage.intake import Options
from keystage.xmlguard import Limits
from tests.integration.badinput.catalogue.demand import ALSO_LATER, LATER
from tests.integration.badinput.catalogue.subjects import (
    DEMANDS,
    GIVEN,
    LAST,
    SUBJECTS,
    Subject,
)
from tests.integration.badinput.verdict import complaints, report

# Of these the reader itself must refuse: what comes before anybody's rules.
_READERS = ("XML-", "FILE-", "CTF-")

USUAL = Options(
    collection=None,
    year=2026,
    authority="999",
    school="9991001",
    now=datetime(2026, 6, 25, 9, 0, tzinfo=UTC),
    limits=Limits.service(),
)
# The roll knows Mina's number as another child's.
ANOTHER = RollEntry(
    upn="Y004100123001",
    surname="Quenby",
    forename="Ola",
    dob="2019-03-03",
    sex="F",
    school="9991001",
)


def options_for(subject: Subject) -> Options:
    """Return what the checker is told for one subject."""
    told: dict[str, Any] = dict(subject.demand.args)
    if told.pop("roll", False):
        told["roll"] = (ANOTHER,)
    return replace(USUAL, **told)


def checked(subject: Subject) -> dict[str, Any]:
    """Return the findings document's entry for one subject."""
    return report(subject.make(), subject.name, options_for(subject))


def read(data: bytes) -> CtfFile | str:
    """Return what the reader made of `data`, or the code it refused it with."""
    try:
        return ctf.read(data, limits=Limits.service())
    except Refused as refused:
        whole = refused.message and refused.fix
        return refused.code if whole else f"{refused.code} without words"


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.label)
def test_a_bad_file_comes_to_what_the_catalogue_demands(subject: Subject) -> None:
    found = complaints(subject.demand, checked(subject), ours=subject.origin == "own")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.label)
def test_the_reader_refuses_or_reads_every_value_whole(subject: Subject) -> None:
    demand = subject.demand
    got = read(subject.make())
    refused_first = demand.outcome == "refuse" and demand.rules[0].startswith(_READERS)
    if refused_first:
        assert got == demand.rules[0]
        return
    assert isinstance(got, CtfFile), got
    for field, wanted in demand.first.items():
        assert getattr(got.pupils[0], field) in wanted.split("|")
    if demand.result is not None and subject.origin == "own":
        assert got.pupils[0].assessments[0].result == demand.result


@pytest.mark.parametrize(
    "number",
    [f"B{n:03d}" for n in range(1, int(LAST[1:]) + 1)],
)
def test_no_case_is_forgotten(number: str) -> None:
    ours = {subject.demand.id for subject in SUBJECTS if subject.origin == "own"}
    elsewhere = {later.id for later in LATER} | {"B146"}
    assert (number in ours) != (number in elsewhere)


@pytest.mark.given
def test_the_given_files_are_all_tried() -> None:
    files = [p for kind in ("xml", "ctf") for p in (GIVEN / kind).iterdir()]
    given = [subject for subject in SUBJECTS if subject.origin == "given"]
    assert {path.read_bytes() for path in files} <= {one.make() for one in given}


def test_what_later_parts_have_to_show_is_written_down() -> None:
    assert all(later.part and later.what for later in (*LATER, *ALSO_LATER))
    assert {later.id for later in ALSO_LATER} <= set(DEMANDS)
