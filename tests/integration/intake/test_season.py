"""A whole season's files: other years among them, schools missing, files not taken."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from keystage.core.errors import UsageError
from keystage.core.records import CtfFile
from keystage.intake import Options, check_bytes, check_paths, schema, to_dict
from keystage.intake.known.schools import read_schools
from keystage.intake.options import Due
from tests.unit.intake.makers import (
    NOW,
    as_bytes,
    ctf_file,
    entry,
    eyfsp,
    mark,
    number,
    pupil,
)

OPTIONS = Options(now=NOW, authority="999")


def phonics(estab: str, year: int = 2026, first: int = 1) -> CtfFile:
    who = pupil(first, [mark("33", year)], upn=number(first, estab=estab))
    return ctf_file([who], estab=estab, academic=str(year - 1))


def profile(estab: str, year: int = 2026, first: int = 40) -> CtfFile:
    who = pupil(first, eyfsp(year=year), upn=number(first, estab=estab))
    return ctf_file([who], estab=estab, academic=str(year - 1))


def put(folder: Path, *files: CtfFile) -> Path:
    for place, file in enumerate(files, 1):
        (folder / f"{place:02}.xml").write_bytes(as_bytes(file))
    return folder


def told(folder: Path, options: Options = OPTIONS) -> dict[str, Any]:
    found = to_dict(check_paths([folder], options))
    jsonschema.validate(found, schema())
    return found


def across(found: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [one for one in found["across"] if one["rule"] == rule]


def test_a_file_of_another_year_than_all_the_others_is_asked_about(
    tmp_path: Path,
) -> None:
    files = [phonics("1001"), phonics("1002", first=2), phonics("1003", 2025, 3)]
    found = told(put(tmp_path, *files))
    (asked,) = across(found, "SET-YEAR")
    assert asked["message"] == (
        "2 files hold Phonics screening check of 2026, this one of 2025: "
        "is it last year's?"
    )
    assert [Path(path).name for path in asked["files"]] == ["03.xml"]
    assert (asked["severity"], asked["collection"]) == ("query", "phonics")


def test_several_files_of_another_year_are_asked_about_together(tmp_path: Path) -> None:
    files = [phonics("1001"), phonics("1002", 2024, 2), phonics("1003", 2024, 3)]
    (asked,) = across(told(put(tmp_path, *files)), "SET-YEAR")
    assert asked["message"] == (
        "2 files hold Phonics screening check of 2024, this one of 2026: "
        "is it of another year than it should be?"
    )
    more = [*files, phonics("1004", 2024, 4), phonics("1005", 2026, 5)]
    (asked,) = across(told(put(tmp_path, *more)), "SET-YEAR")
    assert "these 2 of 2026" in asked["message"]
    assert len(asked["files"]) == 2


def test_two_files_of_two_years_ask_about_the_older(tmp_path: Path) -> None:
    found = told(put(tmp_path, phonics("1001", 2025), phonics("1002", 2026, 2)))
    (asked,) = across(found, "SET-YEAR")
    assert [Path(path).name for path in asked["files"]] == ["01.xml"]


def test_years_are_not_asked_about_where_one_was_named_or_all_agree(
    tmp_path: Path,
) -> None:
    folder = put(tmp_path, phonics("1001"), profile("1002", 2025))
    assert across(told(folder), "SET-YEAR") == []
    put(tmp_path, phonics("1001"), phonics("1002", 2025, 2))
    wanted = Options(now=NOW, year=2026)
    assert across(told(folder, wanted), "SET-YEAR") == []


def test_nobody_said_which_schools_are_due_is_said(tmp_path: Path) -> None:
    found = told(put(tmp_path, phonics("1001")))
    assert [one["rule"] for one in found["not_run"]] == ["E05", "P18N"]


def test_a_school_on_the_list_that_sent_nothing_is_named(tmp_path: Path) -> None:
    folder = put(tmp_path, phonics("1001"), profile("1002"))
    due = (Due("9991001", "Hollow Lane"), Due("9991002"), Due("9991003", "Oak"))
    found = told(folder, Options(now=NOW, schools=due))
    missing = [(one["collection"], one["value"]) for one in across(found, "E05")]
    assert missing == [
        ("eyfsp", "9991001"),
        ("eyfsp", "9991003"),
        ("phonics", "9991002"),
        ("phonics", "9991003"),
    ]
    assert [one["rule"] for one in found["not_run"]] == ["P18N"]
    said = [one["message"] for one in across(found, "E05")]
    assert any("Oak" in one for one in said)


def test_the_list_may_say_which_collections_each_school_owes(tmp_path: Path) -> None:
    folder = put(tmp_path, phonics("1001"))
    due = (
        Due("9991001", collections=frozenset({"phonics", "ks2"})),
        Due("9991002", collections=frozenset({"eyfsp"})),
    )
    found = told(folder, Options(now=NOW, schools=due))
    missing = [(one["collection"], one["value"]) for one in across(found, "E05")]
    assert missing == [("eyfsp", "9991002"), ("ks2", "9991001")]
    assert {one["files"] == [] for one in across(found, "E05")} == {True}
    only = Options(now=NOW, schools=due, collection="phonics")
    assert across(told(folder, only), "E05") == []


def test_a_school_whose_file_was_not_taken_is_not_said_to_have_sent_nothing(
    tmp_path: Path,
) -> None:
    folder = put(tmp_path, phonics("1001"), phonics("1002", 2025, 2))
    due = (Due("9991001"), Due("9991002"))
    found = told(folder, Options(now=NOW, year=2026, schools=due))
    (missing,) = across(found, "E05")
    assert missing["message"] == (
        "Nothing is taken yet from school 9991002: what it sent could not be used."
    )
    assert [Path(path).name for path in missing["files"]] == ["02.xml"]


@pytest.mark.parametrize(
    "text",
    [
        "LAESTAB,Name\n9991234,Oak\n999/1235,Elm\n",
        "9991234\n999/1235\n",
        "LA;Estab;School name\n999;1234;Oak\n999;1235;Elm\n",
        "School,EYFSP,Phonics\n9991234,yes,\n9991235,,x\n",
    ],
)
def test_a_list_of_schools_may_be_written_in_several_ways(text: str) -> None:
    found = read_schools("schools.csv", text.encode())
    assert [one.number for one in found] == ["9991234", "9991235"]


def test_a_list_of_schools_says_its_names_and_collections() -> None:
    text = "School,Name,EYFSP,Phonics\n9991234,Oak,yes,no\n9991235,Elm,,1\n"
    oak, elm = read_schools("schools.csv", text.encode())
    assert (oak.name, oak.collections) == ("Oak", frozenset({"eyfsp"}))
    assert (elm.name, elm.collections) == ("Elm", frozenset({"phonics"}))
    (plain,) = read_schools("schools.csv", b"School\n9991234\n9991234\n")
    assert plain.collections is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "schools.csv is empty."),
        ("School\nOak\n", "schools.csv, row 2, column “School”: Oak is not a school's"),
        ("Town\nOak\n", "schools.csv has no column School"),
        ("LA,Estab\n999,\n", "row 2, column “Estab”"),
        ("School,KS2\n9991234,perhaps\n", "row 2, column “KS2”: perhaps is not yes"),
    ],
)
def test_a_list_that_cannot_be_used_says_where(text: str, said: str) -> None:
    with pytest.raises(UsageError) as stop:
        read_schools("schools.csv", text.encode())
    assert said in str(stop.value)


def test_a_list_of_schools_is_read_from_its_path(tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    put(folder, phonics("1001"))
    listed = folder / "schools.csv"
    listed.write_text("9991001\n9991009\n", encoding="utf-8")
    found = told(folder, Options(now=NOW, schools=listed))
    assert [one["value"] for one in across(found, "E05")] == ["9991009"]
    assert [one["path"] for one in found["skipped"]] == [listed.as_posix()]
    gone = Options(now=NOW, schools=tmp_path / "gone.csv")
    with pytest.raises(UsageError, match="There is no file or folder called"):
        check_paths([folder], gone)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (Options(now=NOW, year=2025), "H08"),
        (Options(now=NOW, authority="998"), "H04"),
        (Options(now=NOW, school="9991009"), "H04"),
        (Options(now=NOW, collection="eyfsp"), "H12"),
    ],
)
def test_a_file_not_taken_still_says_who_sent_it(options: Options, code: str) -> None:
    report = check_bytes("a.xml", as_bytes(phonics("1001")), options)
    assert (report.status, report.refused) == ("unreadable", code)
    assert report.source is not None
    assert (report.source.la, report.source.estab) == ("999", "1001")
    assert report.returns == ()


def test_a_file_not_taken_says_nothing_of_who_sent_it_where_it_cannot_be_read() -> None:
    report = check_bytes("a.xml", b"<CTfile>", OPTIONS)
    assert (report.status, report.source) == ("unreadable", None)


def test_a_roll_without_schools_is_refused_for_files_of_several(tmp_path: Path) -> None:
    folder = put(tmp_path, phonics("1001"), phonics("1002", first=2))
    options = Options(now=NOW, roll=(entry(1), entry(2, school="9991002")))
    with pytest.raises(UsageError, match="does not say which school") as stop:
        check_paths([folder], options)
    assert "999/1001" not in str(stop.value)
    assert "2 schools" in str(stop.value)
    every = tuple(entry(n, school=f"999100{n}") for n in (1, 2))
    assert told(folder, Options(now=NOW, roll=every))["files"]
    one = tmp_path / "01.xml"
    assert check_paths([one], Options(now=NOW, roll=(entry(1),))).files


def test_a_roll_without_year_groups_asks_of_each_collection_its_own(
    tmp_path: Path,
) -> None:
    folder = put(tmp_path, phonics("1001"), profile("1001"))
    roll = (
        entry(60, nc_year=""),  # born 2019-11-05: phonics in 2026, and no other
    )
    found = told(folder, Options(now=NOW, roll=roll))
    missing = {
        file["returns"][0]["collection"]
        for file in found["files"]
        for one in file["findings"]
        if one["rule"] == "P19" and not one["place"]
    }
    assert missing == {"phonics"}


def test_a_file_given_for_another_purpose_is_said_to_be_passed_over(
    tmp_path: Path,
) -> None:
    folder = put(tmp_path, phonics("1001"), phonics("1001", 2025))
    found = told(folder, Options(now=NOW, prior=(folder / "02.xml",)))
    assert [Path(file["path"]).name for file in found["files"]] == ["01.xml"]
    (passed,) = found["skipped"]
    assert Path(passed["path"]).name == "02.xml"
    assert "beside the files to check" in passed["reason"]
    direct = check_paths(
        [folder / "01.xml", folder / "02.xml"],
        Options(now=NOW, prior=(folder / "02.xml",)),
    )
    assert [Path(one.path).name for one in direct.skipped] == ["02.xml"]


def test_a_year_without_rules_is_refused_once(tmp_path: Path) -> None:
    folder = put(tmp_path, phonics("1001"), phonics("1002", first=2))
    with pytest.raises(UsageError, match=r"There are no rules for 1999; known are"):
        check_paths([folder], Options(now=NOW, year=1999))
    with pytest.raises(UsageError, match=r"no rules for phonics of 1999"):
        check_paths([folder], Options(now=NOW, year=1999, collection="phonics"))


def test_a_child_of_two_years_is_placed_in_the_files_of_the_year_concerned(
    tmp_path: Path,
) -> None:
    def of(estab: str, year: int) -> CtfFile:
        who = pupil(7, [mark("20", year)], upn=number(7))
        return ctf_file([who], estab=estab, academic=str(year - 1))

    files = [of("1001", 2026), of("1002", 2026), of("1003", 2025)]
    (found,) = across(told(put(tmp_path, *files)), "P18")
    assert [Path(path).name for path in found["files"]] == ["01.xml", "02.xml"]
