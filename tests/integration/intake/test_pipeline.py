"""Folders, zips and pools: many files through the whole pipeline."""

import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from keystage.checks.model import NotRun
from keystage.checks.run import Outcome
from keystage.core.errors import UsageError
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.intake import Options, check_bytes, check_paths, schema, to_dict
from keystage.xmlguard import Limits
from tests.unit.intake.makers import (
    NOW,
    as_bytes,
    ctf_file,
    eyfsp,
    ks1,
    mark,
    number,
    pupil,
)

OPTIONS = Options(now=NOW, authority="999")


def name(estab: str, tag: str = "PHO") -> str:
    return f"999{estab}_{tag}_999LLLL_001.xml"


def school(estab: str, first: int, *marks: str) -> CtfFile:
    pupils = [
        pupil(n, [mark(value)], upn=number(n, estab=estab))
        for n, value in enumerate(marks, first)
    ]
    return ctf_file(pupils, estab=estab)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Return a folder as an authority's officer may have it: four schools, and more."""
    folder = tmp_path / "sent"
    (folder / "later").mkdir(parents=True)
    files = {
        name("1001"): school("1001", 1, "33", "12", "41"),
        name("1002"): school("1002", 10, "40", "exs"),
        f"later/{name('1003')}": school("1003", 20, "0", "32"),
    }
    for path, file in files.items():
        (folder / path).write_bytes(as_bytes(file))
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr(name("1004"), as_bytes(school("1004", 30, "7")))
        archive.writestr("readme.txt", "Thank you.")
    (folder / "broken.xml").write_bytes(b"<CTfile>")
    (folder / "notes.txt").write_bytes(b"Ring the school.")
    return folder


def checked(
    paths: list[Path], options: Options = OPTIONS, **how: Any
) -> dict[str, Any]:
    told = to_dict(check_paths(paths, options, **how))
    jsonschema.validate(told, schema())
    return told


def test_everything_in_a_folder_is_answered_for(sent: Path) -> None:
    told = checked([sent])
    assert [
        (file["path"].rpartition("/")[2], file["status"]) for file in told["files"]
    ] == [
        (name("1001"), "errors"),
        (name("1002"), "errors"),
        ("broken.xml", "unreadable"),
        (name("1003"), "clean"),
        (name("1004"), "clean"),
    ]
    assert len(told["skipped"]) == 2
    assert told["summary"]["pupils"] == 8


def test_the_same_paths_always_give_the_same_document(sent: Path) -> None:
    assert json.dumps(checked([sent])) == json.dumps(checked([sent]))


@pytest.fixture(scope="module")
def pools() -> Iterator[dict[str, Executor]]:
    """One of each kind; started afresh, as a fork of many threads may wait for ever."""
    afresh = get_context("spawn")
    with (
        ThreadPoolExecutor(2) as threads,
        ProcessPoolExecutor(2, mp_context=afresh) as processes,
    ):
        yield {"threads": threads, "processes": processes}


@pytest.mark.parametrize("workers", [1, 2, 9])
@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_a_pool_gives_the_same_document_as_none(
    sent: Path, pools: dict[str, Executor], kind: str, workers: int
) -> None:
    alone = checked([sent])
    seen: list[tuple[int, int]] = []
    together = checked(
        [sent],
        executor=pools[kind],
        workers=workers,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert together == alone
    assert seen[-1] == (5, 5)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_progress_is_told_after_every_file(sent: Path) -> None:
    seen: list[int] = []
    checked([sent], progress=lambda done, _total: seen.append(done))
    assert seen == [1, 2, 3, 4, 5]


def test_a_file_over_the_limit_is_listed_unread(sent: Path) -> None:
    options = Options(limits=Limits.command_line(size=100))
    told = checked([sent / name("1001")], options)["files"][0]
    assert (told["status"], told["sha256"], told["refused"]) == (
        "unreadable",
        None,
        "FILE-TOO-LARGE",
    )
    assert told["bytes"] == (sent / name("1001")).stat().st_size


def test_bytes_in_hand_over_the_limit_are_refused_unread() -> None:
    report = check_bytes(
        "a.xml", b"x" * 11, Options(limits=Limits.command_line(size=10))
    )
    assert (report.refused, report.sha256, report.bytes) == ("FILE-TOO-LARGE", None, 11)


def test_a_file_of_exactly_the_limit_is_read() -> None:
    data = as_bytes(school("1001", 1, "33"))
    limits = Limits.command_line(size=len(data))
    assert check_bytes(name("1001"), data, Options(limits=limits)).refused is None


def test_the_roll_and_last_years_files_beside_the_returns_are_not_returns(
    sent: Path,
) -> None:
    rows = f"{number(1)},Ashdownb,Mina,2019-11-05\n{number(5)},Gone,Sam,2019-12-01\n"
    roll = sent / "roll.csv"
    rows = rows.replace("\n", ",9991001\n")
    roll.write_text("UPN,Surname,Forename,DOB,School\n" + rows, encoding="utf-8")
    last = sent / "last.xml"
    old = ctf_file([pupil(1, [mark("12", 2025)])], academic="2024")
    last.write_bytes(as_bytes(old))
    options = Options(now=NOW, roll=roll, prior=(last,))
    told = checked([sent], options)
    assert "roll.csv" not in json.dumps([file["path"] for file in told["files"]])
    assert "last.xml" not in json.dumps([file["path"] for file in told["files"]])
    first = {finding["rule"] for finding in told["files"][0]["findings"]}
    assert "P19" in first
    skipped = {one["rule"] for one in told["files"][0]["returns"][0]["not_run"]}
    assert not skipped & {"PH-X4", "PH-X5", "P19", "P20"}


def test_a_roll_that_cannot_be_read_stops_everything(sent: Path) -> None:
    roll = sent / "roll.csv"
    roll.write_text("Name\nMina\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"roll\.csv has no column UPN"):
        check_paths([sent], Options(roll=roll))


def test_the_schools_system_brings_its_click_path(tmp_path: Path) -> None:
    file = ctf_file([pupil(1, [mark("41")])], supplier="Bromcom 2026")
    (tmp_path / name("1001")).write_bytes(as_bytes(file))
    told = checked([tmp_path])["files"][0]
    (found,) = [part for part in told["findings"] if part["rule"] == "PH-X3"]
    assert found["system"]["name"] == "Bromcom"


def test_one_pupil_of_two_schools_and_one_child_of_two_upns_are_found(
    tmp_path: Path,
) -> None:
    twin = {"surname": "Okonjo", "forename": "Theo", "dob": "2020-02-01"}
    first = ctf_file([pupil(1, [mark("33")]), pupil(2, [mark("9")], **twin)])
    second = ctf_file(
        [pupil(1, [mark("33")]), pupil(3, [mark("9")], **twin)], estab="1002"
    )
    for path, file in ((name("1001"), first), (name("1002"), second)):
        (tmp_path / path).write_bytes(as_bytes(file))
    told = checked([tmp_path])
    assert {part["rule"] for part in told["across"]} == {"P18", "P18U"}
    both = [file["path"] for file in told["files"]]
    assert all(part["files"] == both for part in told["across"])
    assert told["summary"]["queries"] >= 2


def test_the_same_bytes_twice_are_found(tmp_path: Path) -> None:
    data = as_bytes(school("1001", 1, "33"))
    for path in (name("1001"), "9991001_PHO_999LLLL_002.xml", "b.xml"):
        (tmp_path / path).write_bytes(data)
    (tmp_path / name("1002")).write_bytes(as_bytes(school("1002", 5, "3")))
    (found,) = [part for part in checked([tmp_path])["across"] if part["rule"] == "H11"]
    assert [path.rpartition("/")[2] for path in found["files"]] == [
        name("1001"),
        "9991001_PHO_999LLLL_002.xml",
        "b.xml",
    ]


def test_each_group_of_equal_files_is_answered_for_by_itself(tmp_path: Path) -> None:
    for estab, names in (("1001", ("a", "b")), ("1002", ("c", "d"))):
        for one in names:
            path = tmp_path / f"{one}.xml"
            path.write_bytes(as_bytes(school(estab, 1, "33")))
    found = [part for part in checked([tmp_path])["across"] if part["rule"] == "H11"]
    assert [[path[-5:] for path in part["files"]] for part in found] == [
        ["a.xml", "b.xml"],
        ["c.xml", "d.xml"],
    ]


def test_what_is_found_across_about_no_file_names_none_and_a_broken_check_is_told(
    sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Finding("E05", Severity.QUERY, "Nothing was sent.", value="9991009")
    outcome = Outcome([missing], [NotRun("P18", "Internal error.")], crashed=True)
    monkeypatch.setattr(
        "keystage.checks.across.outcome_across", lambda *_args, **_kinds: outcome
    )
    first, second = checked([sent])["across"]
    assert (first["rule"], first["files"]) == ("E05", [])
    assert (second["rule"], second["files"]) == ("INTERNAL", [])
    assert "P18" in second["message"]


def test_files_nothing_can_be_made_of_have_nothing_across(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<CTfile>")
    (tmp_path / "b.xml").write_bytes(b"<CTfile>")
    assert checked([tmp_path])["across"] == []


def test_several_collections_of_one_child_are_no_query(tmp_path: Path) -> None:
    file = ctf_file([pupil(1, [mark("33"), *ks1()])])
    other = ctf_file([pupil(1, eyfsp())])
    (tmp_path / name("1001", "KS1")).write_bytes(as_bytes(file))
    (tmp_path / name("1001", "FSP")).write_bytes(as_bytes(other))
    told = checked([tmp_path])
    assert told["across"] == []
    assert [part["collection"] for part in told["files"][1]["returns"]] == [
        "ks1",
        "phonics",
    ]


def test_a_path_may_be_a_text_and_stand_alone(sent: Path) -> None:
    asked = to_dict(check_paths([sent], OPTIONS))
    assert to_dict(check_paths(str(sent), OPTIONS)) == asked
    assert to_dict(check_paths([str(sent)], OPTIONS)) == asked
    assert to_dict(check_paths(sent, OPTIONS)) == asked
