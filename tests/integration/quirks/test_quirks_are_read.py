"""Each quirk of a real writer, as a file written by hand, read as typed by hand."""

from pathlib import Path

import pytest

from keystage import ctf
from keystage.core.errors import Refused
from keystage.core.findings import Severity
from tests.integration.badinput.catalogue.subjects import SUBJECTS, Subject
from tests.integration.quirks.expected import (
    FILES,
    differences,
    expectation,
    readable,
    refused,
)
from tests.integration.quirks.oracle import disagreement


def stem(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", readable(), ids=stem)
def test_a_quirk_is_read_as_typed_by_hand(path: Path) -> None:
    found = differences(expectation(path), ctf.read(path.read_bytes()))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", readable(), ids=stem)
def test_a_path_reads_as_its_bytes_do(path: Path) -> None:
    assert ctf.read(path) == ctf.read(path.read_bytes())


@pytest.mark.parametrize("path", readable(), ids=stem)
def test_streaming_gives_what_reading_gives(path: Path) -> None:
    whole = ctf.read(path.read_bytes())
    stream = ctf.stream(path.read_bytes())
    pupils = list(stream)
    assert pupils == whole.pupils
    assert stream.header == whole.header
    assert stream.extra == whole.extra
    assert stream.dialect == whole.dialect
    assert stream.findings == whole.findings


@pytest.mark.parametrize("path", refused(), ids=stem)
def test_a_quirk_past_reading_is_refused_in_a_sentence(path: Path) -> None:
    typed = expectation(path)
    with pytest.raises(Refused) as caught:
        ctf.read(path.read_bytes())
    assert caught.value.code == typed["refused"]
    if "line" in typed:
        assert caught.value.place is not None
        assert caught.value.place.line == typed["line"]
    words = f"{caught.value.message} {caught.value.fix}".casefold()
    assert all(word in words for word in typed.get("message_says", ()))
    assert caught.value.fix


@pytest.mark.parametrize("path", readable(), ids=stem)
def test_every_deviation_is_a_finding_that_names_its_place(path: Path) -> None:
    file = ctf.read(path.read_bytes())
    named = {finding.rule for finding in file.findings}
    assert set(file.dialect.deviations) <= named
    for finding in file.findings:
        assert finding.place is not None
        assert finding.place.line
        assert finding.fix
        assert finding.severity in {Severity.NOTE, Severity.QUERY}


def test_every_file_has_its_expectation_and_every_expectation_its_file() -> None:
    typed = {p.name.removesuffix(".expected.toml") for p in _typed()}
    assert {path.stem for path in FILES} == typed
    assert all(expectation(path)["says"] for path in FILES)


def _typed() -> list[Path]:
    return sorted(FILES[0].parent.glob("*.expected.toml"))


@pytest.mark.parametrize("path", readable(), ids=stem)
def test_a_second_independent_reading_agrees_on_quirks(path: Path) -> None:
    data = path.read_bytes()
    assert not disagreement(ctf.read(data), data)


def _plain(subject: Subject) -> bool:
    """Whether a bad file is read, and holds nothing the tree would cut or merge."""
    codes = {"XML-MIXED", "CTF-REPEATED", "NAME-LENGTH"}
    demand = subject.demand
    if demand.outcome == "refuse" and demand.rules[0][0] != "H":
        return False
    return not codes & set(demand.rules) and demand.id not in {"B086", "B148"}


@pytest.mark.parametrize(
    "subject", [s for s in SUBJECTS if _plain(s)], ids=lambda subject: subject.label
)
def test_a_second_independent_reading_agrees_on_bad_files(subject: Subject) -> None:
    data = subject.make()
    assert not disagreement(ctf.read(data), data)


def test_the_independent_reading_can_disagree() -> None:
    path = next(path for path in FILES if path.name == "mtc.xml")
    data = path.read_bytes()
    changed = data.replace(b"<Result>25<", b"<Result>24<")
    assert disagreement(ctf.read(data), changed) == "assessments of pupil 1"
