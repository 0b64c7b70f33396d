"""The wheel alone, with nothing beside it, does the main job."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from keystage.transfer import sign
from tests.processes import LIMIT
from tests.shape.tree import ROOT
from tests.unit.transfer.receipts import KEY, receipt

SAMPLE = ROOT / "tests" / "fixtures" / "quirks" / "mtc.xml"
NEEDED = (
    *("py.typed", "data/common/checks.toml", "findings-1.json", "LICENSE"),
    *(
        "report.typ",
        "receipt.typ",
        "page/served/verify.mjs",
        "NotoSans-Bold.ttf",
        "OFL.txt",
    ),
    *("govuk/govuk.css", "govuk/LICENCE.txt", "ui/base.html"),
)


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without this environment's settings; return what it said."""
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "")}
    words = [str(word) for word in command]
    return subprocess.run(
        words,
        check=False,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, out of the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    done = run(*build, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that holds the wheel and nothing else."""
    home = tmp_path_factory.mktemp("bare") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=wheel.parent)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "-q")
    done = run(*pip, "--no-deps", "--no-index", wheel, cwd=wheel.parent)
    assert done.returncode == 0, done.stderr
    return python


def misplaced(names: list[str]) -> list[str]:
    """Return the files of a wheel that are no part of the library."""
    return [name for name in names if not name.startswith("keystage")]


def test_the_wheel_holds_the_library_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not misplaced(names)
    for part in NEEDED:
        assert any(name.endswith(part) for name in names), part
    assert misplaced([*names, "tools/gates.py"]) == ["tools/gates.py"]


def test_the_wheel_asks_for_no_other_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("METADATA"))
        lines = archive.read(name).decode().splitlines()
    asked = [line for line in lines if line.startswith("Requires-Dist")]
    assert all("; extra ==" in line for line in asked), "only an extra may ask"


def test_the_bare_wheel_checks_a_sample(bare: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.xml").write_bytes(SAMPLE.read_bytes())
    command = (bare.parent / "keystage", "check", "sample.xml", "--format", "json")
    done = run(*command, cwd=tmp_path)
    assert done.returncode in {0, 1}, done.stderr
    told = json.loads(done.stdout)
    assert [file["path"] for file in told["files"]] == ["sample.xml"]
    assert told["summary"]["pupils"] > 0


@pytest.mark.parametrize("verb", ["serve", "setup"])
def test_the_bare_wheel_says_what_the_service_needs(
    bare: Path, tmp_path: Path, verb: str
) -> None:
    done = run(bare.parent / "keystage", verb, cwd=tmp_path)
    assert done.returncode == 2
    assert 'pip install "keystage[web]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bare_wheel_says_what_verifying_a_receipt_needs(
    bare: Path, tmp_path: Path
) -> None:
    (tmp_path / "receipt.json").write_bytes(sign(receipt(), KEY))
    done = run(bare.parent / "keystage", "verify", "receipt.json", cwd=tmp_path)
    assert done.returncode == 2
    assert 'pip install "keystage[sign]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bare_environment_really_is_bare(bare: Path, tmp_path: Path) -> None:
    done = run(bare, "-c", "import hypothesis", cwd=tmp_path)
    assert "No module named 'hypothesis'" in done.stderr
    where = run(bare, "-c", "import keystage; print(keystage.__file__)", cwd=tmp_path)
    assert ROOT.as_posix() not in Path(where.stdout).as_posix()
