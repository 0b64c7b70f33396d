"""One school gives the same pupils of one collection in several files of a run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from keystage.core.records import Assessment, CtfFile, Return
from keystage.intake import Options
from keystage.intake.between.again import given_again
from keystage.intake.between.kept import light
from keystage.intake.interpret import Reading, interpret
from keystage.intake.output.document import FileReport
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from tests.integration.intake.test_season import across, put, told
from tests.unit.intake.makers import NOW, ctf_file, eyfsp, mark, pupil

FOUR = range(1, 5)


def profile(
    serials: Sequence[int] = FOUR,
    values: str = "2" * 17,
    estab: str = "1001",
    **fields: str,
) -> CtfFile:
    """Return a school's profile; only its first child has `values` and `fields`."""
    return a_return([eyfsp(values), eyfsp()], serials, estab, **fields)


def check(serials: Sequence[int] = FOUR, first: str = "33") -> CtfFile:
    return a_return([[mark(first)], [mark("33")]], serials, "1001", nc_year="1")


def a_return(
    results: Sequence[list[Assessment]],
    serials: Sequence[int],
    estab: str,
    **fields: str,
) -> CtfFile:
    pupils = [
        pupil(at, results[place > 0], **(fields if place == 0 else {}))
        for place, at in enumerate(serials)
    ]
    return ctf_file(pupils, estab=estab)


def made(file: CtfFile, moment: str) -> CtfFile:
    file.header.date_time = moment
    return file


def asked(folder: Path, *files: CtfFile) -> list[dict[str, Any]]:
    found = told(put(folder, *files), Options(now=NOW, authority="999"))
    rules = ("SET-TWICE", "SET-SAME")
    return [one for rule in rules for one in across(found, rule)]


def test_two_files_that_differ_are_asked_about_with_how_many_pupils_differ(
    tmp_path: Path,
) -> None:
    first, second = profile(), profile(values="1" + "2" * 16)
    (query,) = asked(tmp_path, first, second)
    assert (query["rule"], query["severity"]) == ("SET-TWICE", "query")
    assert query["message"] == (
        "School 9991001 has sent Early years foundation stage profile of 2026 in 2 files "
        "that do not agree: 1 pupil differs."
    )
    assert (query["collection"], query["value"]) == ("eyfsp", "9991001")
    assert [Path(path).name for path in query["files"]] == ["01.xml", "02.xml"]
    assert query["fix"].startswith("Each file was checked by itself. Ask the school")


def test_pupils_who_are_in_one_file_only_are_counted_apart(tmp_path: Path) -> None:
    files = check(range(1, 6)), check([1, 3, 4, 9], first="12")
    (query,) = asked(tmp_path, *files)
    assert (
        "do not agree: 1 pupil differs and 3 are in some of them only."
        in (query["message"])
    )
    (tmp_path / "02.xml").unlink()
    (query,) = asked(tmp_path, check(), check(range(1, 6)))
    assert query["message"].endswith("agree: 1 pupil is in some of them only.")


def test_a_name_a_birth_or_a_sex_that_differs_is_a_difference(tmp_path: Path) -> None:
    ways = profile(surname="Other"), profile(dob="2020-01-02"), profile(sex="M")
    for place, other in enumerate(ways):
        folder = tmp_path / str(place)
        folder.mkdir()
        (query,) = asked(folder, profile(), other)
        assert query["message"].endswith("agree: 1 pupil differs.")


def test_files_that_say_the_same_in_other_bytes_are_noted(tmp_path: Path) -> None:
    later = made(profile([4, 3, 2, 1], sex=""), "2026-06-25T09:00:00")
    (note,) = asked(tmp_path, profile(), later, profile())
    assert (note["rule"], note["severity"]) == ("SET-SAME", "note")
    assert note["message"].endswith("of 2026 in 2 files that say the same.")
    assert [Path(path).name for path in note["files"]] == ["01.xml", "02.xml"]


def test_the_newest_file_is_named_where_all_say_when_they_were_made(
    tmp_path: Path,
) -> None:
    changed = profile(values="1" * 17)
    (query,) = asked(tmp_path, profile(), made(changed, "2026-06-25T09:00:00+01:00"))
    newest = "By its own date 02.xml is the newest, made on 25 June 2026. Each file was"
    assert query["fix"].startswith(newest)
    for odd in ("", "yesterday", "2026-66-66T09:00:00"):
        (query,) = asked(tmp_path, profile(), made(changed, odd))
        assert query["fix"].startswith("Each file was checked")


def test_parts_of_a_return_and_other_schools_files_are_not_asked_about(
    tmp_path: Path,
) -> None:
    files = profile([1, 2]), profile([3, 4]), profile([5, 6], estab="1002"), check([7])
    assert asked(tmp_path, *files) == []
    nameless = profile([1, 2], "1" * 17, estab="")
    assert asked(tmp_path, nameless, profile([1, 2], estab="")) == []


def test_the_same_bytes_sent_twice_are_told_by_the_check_alone(tmp_path: Path) -> None:
    found = told(put(tmp_path, profile(), profile()), Options(now=NOW))
    assert [one["rule"] for one in found["across"]] == ["H11"]


def test_pupils_without_upn_are_known_by_name_and_birth(tmp_path: Path) -> None:
    files = profile(upn=""), profile(upn="", values="1" * 17)
    (query,) = asked(tmp_path, *files)
    assert query["message"].endswith("agree: 1 pupil differs.")


def test_without_names_nothing_of_a_file_that_may_be_called_after_a_child_is_told(
    tmp_path: Path,
) -> None:
    later = made(profile(values="1" * 17), "2026-06-25T09:00:00")
    put(tmp_path, profile(), later)
    for path in sorted(tmp_path.iterdir()):
        path.rename(path.with_name(f"Mina {path.name}"))
    found = told(tmp_path, Options(now=NOW, names=False))
    (query,) = across(found, "SET-TWICE")
    assert "Mina" not in str(query)
    newest = "By its own date file 2 is the newest, made on 25 June 2026. "
    assert query["fix"].startswith(newest)


def test_what_is_kept_of_returns_answers_as_the_whole_returns_do() -> None:
    shelf = standard()
    files = profile(), profile(range(1, 6), "1" * 17), check(), check(first="12")
    whole = [read(file) for file in files]
    kept = [(light(one, shelf.nearest(one.collection, one.year)),) for (one,) in whole]
    reports = [FileReport(f"{at}.xml", str(at), 1, ()) for at in range(len(files))]
    answer = given_again(reports, kept, shelf)
    assert answer == given_again(reports, whole, shelf)
    assert [one.finding.rule for one in answer] == ["SET-TWICE", "SET-TWICE"]
    bare = [(replace(one, header=None),) for (one,) in whole]
    assert [one.finding.rule for one in given_again(reports, bare, shelf)] == [
        "SET-TWICE",
        "SET-TWICE",
    ]


def read(file: CtfFile) -> tuple[Return]:
    found = recognise(file, standard(), Options())
    return (interpret(file, found.books[0], found.plans, Reading()),)
