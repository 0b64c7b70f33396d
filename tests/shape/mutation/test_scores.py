"""The score of the mutants may only rise, and the gate sees it fall."""

import json
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.shape.tree import ROOT
from tools.mutation import __main__ as gate
from tools.mutation import sandbox, score
from tools.mutation.score import FLOOR, LAST, Score, faults, last_time, record, table

FIGURES = {
    "killed": 90,
    "timeout": 2,
    "survived": 5,
    "no_tests": 1,
    "suspicious": 1,
    "segfault": 1,
    "skipped": 0,
    "check_was_interrupted_by_user": 0,
    "total": 100,
}


def planted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **figures: int
) -> list[str]:
    """Let mutmut leave these figures, and last time's score be 92; return its calls."""
    calls: list[str] = []

    def mutmut(folder: Path, *words: str) -> None:
        calls.append(words[0])
        (folder / "mutants").mkdir(exist_ok=True)
        told = json.dumps(FIGURES | figures)
        (folder / sandbox.FIGURES).write_text(told, "utf-8")

    last = tmp_path / "last.toml"
    last.write_text("".join(f"{name} = 92.0\n" for name in gate.PACKAGES), "utf-8")
    monkeypatch.setattr(sandbox, "prepare", lambda *_: None)
    monkeypatch.setattr(sandbox, "mutmut", mutmut)
    monkeypatch.setattr(score, "LAST", last)
    return calls


def test_the_same_score_as_last_time_is_green(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = planted(monkeypatch, tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert gate.main([]) == 0
    assert not list(tmp_path.glob("keystage-mutants-*"))
    assert calls == ["run", "export-cicd-stats"] * len(gate.PACKAGES)
    told = capsys.readouterr().out
    assert "checks          100       92         8   92.0 %     92.0 %" in told
    assert "No score has fallen." in told


def test_a_score_that_has_fallen_is_red(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(monkeypatch, tmp_path, killed=89, survived=6)
    assert gate.main(["movement"]) == 1
    told = capsys.readouterr().out
    expected = "movement: 91.0 % of the mutants are killed; last time it was 92.0 %."
    assert expected in told
    assert "No score" not in told


def test_a_score_below_the_floor_is_red_whatever_it_was_last_time() -> None:
    low = Score("checks", 1000, 849)
    assert faults([low], {}) == [
        "checks: 84.9 % of the mutants are killed, and 85.0 % is the least."
    ]
    assert len(faults([low], {"checks": 90.0})) == 2
    assert not faults([Score("checks", 1000, 850)], {"checks": 85.0})


def test_mutants_that_were_not_tried_are_no_score(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(monkeypatch, tmp_path, killed=80, total=101)
    assert gate.main(["checks"]) == 1
    assert "checks/: 11 mutants were not tried" in capsys.readouterr().out


def test_nothing_to_change_is_no_score(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    planted(monkeypatch, tmp_path, **dict.fromkeys(FIGURES, 0))
    assert gate.main(["checks"]) == 1


def test_only_a_mutant_that_a_test_or_the_clock_notices_is_killed() -> None:
    found = Score.told("checks", FIGURES)
    assert found == Score("checks", 100, 92)
    assert Score("x", 3000, 2999).percent == 99.9


def test_scores_are_written_down_where_they_rise_and_only_there(tmp_path: Path) -> None:
    path = tmp_path / "last.toml"
    path.write_text("checks = 90.0\nmeasures = 90.0\n", "utf-8")
    scores = [Score("checks", 100, 95), Score("measures", 100, 86)]
    record([*scores, Score("movement", 100, 88)], path)
    assert last_time(path) == {"checks": 95.0, "measures": 90.0, "movement": 88.0}


def test_with_record_the_gate_writes_what_has_risen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    planted(monkeypatch, tmp_path, killed=93, survived=2)
    assert gate.main(["checks"]) == 0
    assert last_time(score.LAST)["checks"] == 92.0
    assert gate.main(["checks", "--record"]) == 0
    assert last_time(score.LAST)["checks"] == 95.0


def test_a_package_measured_for_the_first_time_says_so() -> None:
    assert table([Score("checks", 10, 9)], {}).endswith("90.0 %      never")


def test_a_package_nobody_measures_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        gate.main(["weather"])
    assert "no such package: weather" in capsys.readouterr().err


def test_each_package_has_a_score_above_the_floor() -> None:
    last = last_time()
    assert set(last) == set(gate.PACKAGES)
    assert min(last.values()) >= FLOOR


def git(*words: str) -> str:
    """Return what git says."""
    ask = ["git", *words]
    done = subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


def test_no_score_was_ever_lowered() -> None:
    name = LAST.relative_to(ROOT).as_posix()
    ask = ["log", "--reverse", "--format=%H", "--", name]
    told = git(*ask)
    best: dict[str, float] = {}
    for commit in told.split():
        show = ["show", f"{commit}:{name}"]
        for line in git(*show).splitlines():
            if " = " in line:
                package, percent = line.split(" = ")
                best[package] = max(float(percent), best.get(package, 0.0))
    now = last_time()
    assert all(now[package] >= before for package, before in best.items())


def test_the_tests_left_out_are_there() -> None:
    for name, tests in gate.LONG.items():
        for test in tests:
            file, _, function = test.partition("::")
            source = (ROOT / "tests/unit" / name / file).read_text("utf-8")
            assert f"def {function.split('[')[0]}(" in source
