"""`keystage synth`, as a person types it."""

import json
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from keystage.cli.invented import make
from keystage.cli.main import run
from keystage.core import upn
from keystage.ctf import read
from keystage.synth import key
from keystage.synth.conformance import kit_files
from tests.processes import started

SMALL = ("--schools", "12", "--years", "2025", "--collections", "eyfsp,phonics")


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve schools' summer without a planted fault; tests only read it."""
    out = tmp_path_factory.mktemp("synth") / "clean"
    assert run(["synth", *SMALL, "--clean", "--out", str(out)]) == 0
    return out


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("collection", ["eyfsp", "phonics"])
def test_a_check_of_clean_files_finds_no_error(
    clean: Path, collection: str, tmp_path: Path
) -> None:
    year, report = clean / "2025", tmp_path / "found.json"
    told = ["--collection", collection, "--year", "2025", "--authority", "999"]
    told += ["--roll", str(year / "rolls"), "--facts", str(year / "facts.toml")]
    told += ["--prior", str(year / "prior"), "--schools", str(year / "schools.csv")]
    assert run(["check", str(year / collection), *told, "--output", str(report)]) == 0
    found = json.loads(report.read_text())
    assert found["summary"]["errors"] == 0
    assert all(file["refused"] is None for file in found["files"])
    assert found["skipped"] == found["not_run"] == []
    listed = (year / "schools.csv").read_text().splitlines()[1:]
    place = 2 if collection == "eyfsp" else 3
    owing = {line.split(",")[0] for line in listed if line.split(",")[place] == "yes"}
    numbers = {
        file["source"]["la"] + file["source"]["estab"] for file in found["files"]
    }
    assert owing <= numbers


def test_nobody_in_it_is_real(clean: Path) -> None:
    for name, data in files_of(clean).items():
        if name.endswith(".xml"):
            file = read(data)
            assert file.header.source.la == "999"
            for pupil in file.pupils:
                assert upn.authority(upn.tidy(pupil.upn)) == "004"


def test_the_same_words_give_the_same_bytes_and_others_do_not(
    clean: Path, tmp_path: Path
) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    assert run(["synth", *SMALL, "--clean", "--out", str(again)]) == 0
    assert files_of(again) == files_of(clean)
    words = [*SMALL, "--clean", "--seed", "8", "--school", "9992001"]
    assert run(["synth", *words, "--out", str(other)]) == 0
    roll = "2025/rolls/9992001 roll.csv"
    assert (other / roll).read_bytes() != (clean / roll).read_bytes()


def test_one_school_is_as_it_is_among_all(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = "9992005"
    out = tmp_path / "one"
    words = [*SMALL, "--clean", "--school", "999/2005", "--out", str(out)]
    assert run(["synth", *words]) == 0
    assert "schools 1, summers 1" in capsys.readouterr().out
    among, alone = files_of(clean), files_of(out)
    own = {name for name in among if number in name}
    assert len(own) > 3
    assert own <= set(alone)
    assert {name: alone[name] for name in own} == {name: among[name] for name in own}
    lines = [json.loads(one) for one in alone["key.jsonl"].splitlines()]
    totals = {one["school"] for one in lines if one["kind"] == "total"}
    assert totals == {number}  # none is called the authority's


def test_faults_are_planted_and_each_stands_in_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["synth", *SMALL, "--faults", "60%", "--out", str(out)]) == 0
    lines = [json.loads(one) for one in (out / "key.jsonl").read_text().splitlines()]
    kinds = Counter(one["kind"] for one in lines)
    said = capsys.readouterr().out
    assert f"faults planted {kinds['fault']:,}." in said
    assert kinds["fault"] > 20
    assert set(kinds) == {"fault", "natural", "mover", "total"}
    form = jsonschema.Draft202012Validator(key.schema())
    assert [one for one in lines if not form.is_valid(one)] == []
    names = files_of(out)
    for one in lines:
        for path in one.get("files", ()):
            in_zip = path.partition(".zip/")[0] + ".zip"
            assert path in names or in_zip in names
    assert "Faults are planted on purpose" in (out / "README.md").read_text()


def test_a_summer_without_recipes_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--schools", "3", "--years", "2022-2024", "--collections", "ks2"]
    assert run(["synth", *words, "--out", str(tmp_path / "out")]) == 0
    assert "No fault is planted in 2022 and 2023" in capsys.readouterr().err


def test_a_setting_is_made_alone_by_its_urn(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = [*SMALL, "--clean", "--school", "700004", "--out", str(out)]
    assert run(["synth", *words]) == 0
    assert not (out / "2025" / "rolls").exists()
    assert len(list((out / "2025" / "eyfsp").rglob("*700004*.*"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_nothing_is_left_of_what_is_stopped(tmp_path: Path, how: str) -> None:
    number = getattr(signal, how)
    words = ["synth", "--schools", "2000", "--years", "2026", "--out", "out"]
    program = [sys.executable, "-m", "keystage.cli", *words]
    with started(program, cwd=tmp_path) as running:
        while running.poll() is None and not list(tmp_path.glob(".out-*/2026")):
            time.sleep(0.05)
        running.send_signal(number)
        said = running.communicate(timeout=60)
        assert (running.returncode, *said) == (128 + number, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_with_what_to_do_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Path.open

    def full(path: Path, *how: Any, **more: Any) -> Any:
        if "xb" in how:
            raise OSError(28, "No space left on device")
        return opened(path, *how, **more)

    out = tmp_path / "out"
    monkeypatch.setattr(Path, "open", full)
    assert run(["synth", "--schools", "3", "--years", "2026", "--out", str(out)]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"{out}: No space left on device. Nothing was written" in said
    assert list(tmp_path.iterdir()) == []


def test_no_workbook_is_written_where_none_is_wanted_or_can_be(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(make, "find_spec", lambda _: None)
    out = tmp_path / "out"
    assert run(["synth", *SMALL, "--out", str(out)]) == 2
    assert "or add --no-workbooks" in capsys.readouterr().err
    assert not out.exists()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert run(["synth", *SMALL, "--no-workbooks", "--clean", "--out", str(out)]) == 0
    assert not list(out.rglob("*.xlsx"))


def test_a_kit_is_those_files_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kit"
    assert run(["synth", "--kit", "--years", "2026", "--out", str(out)]) == 0
    assert "README.txt there says what to do" in capsys.readouterr().out
    assert files_of(out) == dict(kit_files(7, (2026,)))
    told = ["synth", "--kit", "--clean", "--schools", "3", "--out", str(tmp_path / "x")]
    assert run(told) == 2
    assert "leave out --schools, --clean" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--authority", "886"], "invalid choice: '886'"),
        (["--schools", "0"], "Ask for 1 to 18000 schools, not 0"),
        (["--schools", "many"], "'many' is not a whole number"),
        (["--years", "2021"], "summers from 2022"),
        (["--years", "2026-2024"], "summers from 2022"),
        (["--years", "26"], "summers from 2022"),
        (["--collections", "ks3,ks1"], "there is no collection ks3"),
        (["--collections", ""], "there is no collection"),
        (["--faults", "101"], "is not a share"),
        (["--faults", "all"], "is not a share"),
        (["--faults", "nan"], "is not a share"),
        (["--clean", "--faults", "5"], "not allowed with"),
        (["--school", "9999999"], "There is no school 9999999 among these 30"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    words: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    assert run(["synth", *words, "--out", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_folders_above_that_are_missing_are_made_and_the_year_is_named_as_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["synth", "--schools", "2", "--collections", "mtc", "--clean"]
    out = tmp_path / "a" / "b" / "c"
    assert run([*words, "--year", "2026", "--out", str(out)]) == 0
    assert (out / "README.md").is_file()
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["b"]
    other = tmp_path / "x" / "y"
    assert run([*words, "--year", "2026", "--out", str(other), "--school", "1"]) == 2
    assert not other.parent.exists()
    below = out / "README.md" / "d"
    assert run([*words, "--year", "2026", "--out", str(below)]) == 2
    assert "Nothing was written" in capsys.readouterr().err


def test_a_folder_with_files_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run(["synth", *SMALL, "--out", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
