"""Nothing of a transfer file is tidied without a word."""

import re
from collections.abc import Iterator

import pytest

from keystage.core.findings import Finding
from keystage.core.records import Assessment, Pupil
from keystage.intake import Options, check_bytes
from tests.unit.intake.makers import (
    NOW,
    as_bytes,
    ctf_file,
    eyfsp,
    given,
    kind,
    mark,
    number,
    pupil,
)


def notes(*pupils: Pupil, names: bool = True) -> list[tuple[str, str]]:
    """Return what is said of tidying in a file, by rule."""
    return [(one.rule, one.message) for one in found(*pupils, names=names)]


def found(*pupils: Pupil, names: bool) -> Iterator[Finding]:
    data = as_bytes(ctf_file(pupils))
    options = Options(now=NOW, year=2026, names=names)
    report = check_bytes("9991001_PHO_999LLLL_001.xml", data, options)
    for one in report.findings:
        if one.rule in {"TIDIED", "CTF-SPACES"}:
            assert one.severity == "note"
            yield one


def checked(at: int, *results: Assessment, **fields: str) -> Pupil:
    return pupil(at, results or [mark("33")], nc_year="1", **fields)


def test_a_file_that_is_tidy_says_nothing_of_it() -> None:
    assert notes(checked(1), checked(2, surname="Ash Down", forename="Zoë")) == []
    assert notes(pupil(1, eyfsp())) == []


@pytest.mark.parametrize("name", ["surname", "forename", "dob", "sex"])
def test_spaces_around_a_text_are_told_with_what_they_stood_around(name: str) -> None:
    usual = {"surname": "Oak", "forename": "Mina", "dob": "2019-11-05", "sex": "F"}
    ((rule, message),) = notes(checked(1, **{name: f" {usual[name]}\n"}), checked(2))
    assert rule == "CTF-SPACES"
    assert re.fullmatch(
        r"Spaces or line breaks stand around the text of \w+ \(once\). They were left out.",
        message,
    )


def test_spaces_within_names_are_told_with_how_often_and_where() -> None:
    those = checked(1, surname="Ash  Down", forename="Mi\u00a0na"), checked(2)
    upn = checked(3, upn=f"{number(3)}\u00a0")
    ((rule, message),) = notes(*those, upn)
    assert rule == "TIDIED"
    assert message.startswith(
        "These were read as the format has them: more than one space, or another sign "
        "for it, in names and UPNs (3 times, first in line "
    )


def test_hidden_characters_have_a_finding_of_their_own() -> None:
    for sign in ("\u200b", "\u2028"):
        assert notes(checked(1, forename=f"Mi{sign}na  Rose")) == []


def test_words_of_results_and_noughts_are_told_with_what_was_meant() -> None:
    small = given(kind("ks1", "PHO", "chk", method="TT", qualifier="NM"), "33")
    status = given(
        kind("KS1", "PHO", "CHK", method="TT", qualifier="NM", status="r"), "5"
    )
    those = checked(1, small), checked(2, status), checked(3, mark("05"))
    ((rule, message),) = notes(*those, checked(4, mark("007")))
    assert rule == "TIDIED"
    assert "words of results (chk for CHK, ks1 for KS1, r for R) (2 times, " in message
    assert " and noughts before a mark (1 time, first in line " in message


def test_without_names_no_name_is_told() -> None:
    ((_, message),) = notes(checked(1, surname="Ash  Down"), names=False)
    assert "Ash" not in message
