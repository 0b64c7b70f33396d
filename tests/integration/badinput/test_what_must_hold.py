"""What the catalogue asks beyond the verdict: values whole, nothing opened, no one called."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import RawIOBase
from pathlib import Path
from typing import Any

import pytest

from keystage import ctf
from keystage.core.errors import Refused
from keystage.intake import Document, check_bytes, check_paths, to_dict
from keystage.reports import html
from keystage.xmlguard import Limits
from tests.integration.badinput.catalogue.forge import ALONE, GOOD, PHONICS, mark, swap
from tests.integration.badinput.catalogue.subjects import DEMANDS, OWN
from tests.integration.badinput.test_every_case_by_library import USUAL
from tests.integration.badinput.verdict import every, report
from tests.processes import LIMIT

ROOT = Path(__file__).resolve().parents[3]
KS1 = "9991001_KS1_999LLLL_001.xml"
PHO = "9991001_PHO_999LLLL_001.xml"


def child(module: str, *words: str) -> Any:
    """Run one of our scripts in a process of its own; return what it printed."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        check=False,
        cwd=ROOT,
        env={**env, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    return json.loads(done.stdout)


def findings(data: bytes, name: str = KS1, **told: Any) -> list[dict[str, Any]]:
    """Return every finding of one file, checked as usual but for `told`."""
    return list(every(report(data, name, replace(USUAL, **told))["findings"]))


def test_no_file_is_opened_and_nobody_is_called_whatever_a_file_holds(
    tmp_path: Path,
) -> None:
    told = child("tests.integration.badinput.watched", str(tmp_path))
    assert told["strange"] == []
    assert told["canaries"] == 0
    assert told["noted"] > 100  # the watch did see the files it was given


def test_the_worst_files_keep_within_two_seconds_and_256_megabytes() -> None:
    told = child("tests.integration.badinput.bounded")
    assert len(told) > 15
    for number, (verdict, _) in told.items():
        demand = DEMANDS[number]
        if demand.outcome == "refuse":
            assert verdict == demand.rules[0]
        else:
            assert verdict.endswith(" pupils")
    assert told["B148"][0] == "5000 pupils"


@pytest.mark.parametrize("number", ["B015", "B016", "B017", "B021"])
def test_a_leaf_with_something_in_it_is_never_cut_short(number: str) -> None:
    file = ctf.read(OWN[number]())
    pupil = file.pupils[0]
    assert pupil.upn not in {"Y0041", "Y", "123001"}
    results = [one.result for one in pupil.assessments]
    assert not {"EX", "GD", "S"} & set(results)
    mixed = [one for one in file.findings if one.rule == "XML-MIXED"]
    assert len(mixed) == 1
    assert mixed[0].pupil is not None
    assert mixed[0].pupil.surname == "Larchwood"


def test_a_look_alike_upn_is_taken_from_neither_element_silently() -> None:
    said = findings(OWN["B068"]())
    assert [one["severity"] for one in said if one["rule"] == "CTF-REPEATED"] == [
        "error"
    ]


@pytest.mark.parametrize(
    "text",
    ["41", "-1", "39.5", "4O", "032", "\uff11\uff12", "1e1", "NaN", "\u0663\u0662"],
)
def test_a_mark_that_is_none_is_shown_as_sent_and_never_coerced(text: str) -> None:
    wrong = [one for one in findings(mark(text), PHO) if one["rule"] == "PH-X3"]
    assert [one["value"] for one in wrong] == [text]


def test_nothing_of_another_schools_file_is_shown() -> None:
    file = report(OWN["B090"](), KS1, USUAL)
    told = json.dumps(file)
    for secret in ("Larchwood", "Okonedo", "Y004100123001", "2018-11-05"):
        assert secret not in told


def test_a_name_that_disagrees_with_the_header_is_refused_for_another_school() -> None:
    file = report(OWN["B097"](), KS1, USUAL)
    assert file["refused"] == "H04"


@pytest.mark.parametrize("year", [None, 2025])
def test_results_of_another_year_than_the_header_says_are_an_error(
    year: int | None,
) -> None:
    said = findings(OWN["B094"](), year=year)
    assert "H08R" in {one["rule"] for one in said if one["severity"] == "error"}


def test_the_same_pupil_twice_is_counted_once() -> None:
    file = report(OWN["B106"](), KS1, USUAL)
    assert file["returns"][0]["pupils"] == 1
    assert file["returns"][0]["results"] == 4


def test_the_control_holds_two_pupils_and_eight_results() -> None:
    file = report(GOOD, KS1, USUAL)
    part = file["returns"][0]
    assert (part["collection"], part["year"]) == ("ks1", 2026)
    assert (part["pupils"], part["results"]) == (2, 8)
    assert file["status"] == "clean"
    assert file["bytes"] == len(GOOD)


@pytest.mark.parametrize("number", ["B029", "B182"])
def test_a_very_long_name_is_shown_by_its_beginning(number: str) -> None:
    long = [one for one in findings(OWN[number]()) if one["rule"] == "NAME-LENGTH"]
    assert len(long) == 1
    assert max(map(longest_run, (long[0]["message"], long[0]["fix"]))) <= 60


def longest_run(text: str) -> int:
    """Return the length of the longest run of one letter in `text`."""
    best = run = 0
    last = ""
    for letter in text:
        run = run + 1 if letter == last else 1
        best, last = max(best, run), letter
    return best


def test_the_message_of_a_grade_lists_the_allowed_ones() -> None:
    wrong = [one for one in findings(OWN["B110"]()) if one["rule"] == "R02"]
    assert {"EXS", "GDS", "WTS"} <= set(wrong[0]["allowed"])
    assert wrong[0]["value"] == "EXP"


def test_a_spaced_small_letter_upn_is_put_right_and_kept_as_sent() -> None:
    said = findings(OWN["B134"]())
    asked = [one for one in said if one["rule"] == "P05W"]
    assert asked[0]["value"].strip() == "y004 100123001"
    assert not {"P02", "P04", "P05", "P06"} & {one["rule"] for one in said}


@pytest.mark.parametrize("written", ["1.23E+12", "9.991E+11", "1E+12"])
def test_a_number_a_spreadsheet_changed_is_called_that(written: str) -> None:
    data = swap("Y004100123001", written, ALONE)
    words = " ".join(f"{one['message']} {one['fix']}" for one in findings(data))
    assert "spreadsheet" in words


@pytest.mark.parametrize("born", ["0018-11-05", "9999-12-31", "1899-12-30"])
def test_a_year_of_birth_no_pupil_has_is_an_error(born: str) -> None:
    said = findings(swap("2018-11-05", born, ALONE))
    assert [one["severity"] for one in said if one["rule"] == "P13"] == ["error"]


def test_a_pupil_returned_by_two_schools_is_asked_about(tmp_path: Path) -> None:
    """B146: the authority sees both files named, and neither result."""
    other = swap("<Estab>1001<", "<Estab>1002<")
    (tmp_path / KS1).write_bytes(GOOD)
    (tmp_path / KS1.replace("1001", "1002", 1)).write_bytes(other)
    options = replace(USUAL, school=None)
    document = to_dict(check_paths([tmp_path], options))
    twice = [one for one in document["across"] if one["rule"] == "P18"]
    assert {one["pupil"]["upn"] for one in twice} == {"Y004100123001", "M004100123002"}
    assert all(one["severity"] == "query" for one in twice)
    assert all(len(one["files"]) == 2 for one in twice)
    words = " ".join(f"{one['message']} {one['fix']}" for one in twice)
    assert not {"EXS", "GDS", "WTS"} & set(words.split())


class Endless(RawIOBase):
    """A good beginning, then spaces for ever; counts what was taken."""

    def __init__(self, beginning: bytes) -> None:
        self.left = beginning
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "an endless file was asked for whole"
        piece, self.left = self.left[:size], self.left[size:]
        self.taken += size
        return piece + b" " * (size - len(piece))


def test_a_file_too_large_is_not_read_past_the_limit() -> None:
    endless = Endless(PHONICS[: PHONICS.index(b"</CTFpupilData>")])
    limits = Limits.service()
    with pytest.raises(Refused) as caught:
        list(ctf.stream(endless, limits=limits))  # type: ignore[arg-type]  # raw, not buffered
    assert caught.value.code == "FILE-TOO-LARGE"
    assert endless.taken <= limits.size + 1_048_576


@pytest.mark.parametrize("number", ["B019", "B185", "B174", "B180"])
def test_a_name_is_never_markup_on_the_page(number: str) -> None:
    file = check_bytes(KS1, OWN[number](), USUAL)
    page = html.render(to_dict(Document((file,))))
    assert "alert(1)" in page or number in {"B174", "B180"}
    assert "<script>alert" not in page
    assert "<img src" not in page
    assert "\u202e" not in page
