"""A receipt of the service verifies where there is no service: no Django, nothing of ours
but the library; and by lines of Python that do not even need that."""

import importlib.util
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from keystage_web.audit import signing
from tests.integration.web.files.desk import chosen
from tests.processes import LIMIT
from tests.shape.tree import ROOT
from tests.unit.transfer.receipts import DATA, SENT, receipt

CRYPTOGRAPHY = ("cryptography", "_cffi_backend", "cffi", "pycparser")
PAGE = ROOT / "docs" / "how-to" / "prove-what-was-sent.md"
LINES = 100
ASKED = """
import sys
for name in ("django", "keystage_web", "typst"):
    try:
        __import__(name)
    except ImportError:
        continue
    raise SystemExit(f"{name} is here")
from argparse import Namespace
from pathlib import Path
from keystage.cli.receipts import work
proof, named, sent, data = sys.argv[1:]
told = {"receipt": Path(proof), "fingerprint": [named], "key": None, "page": None}
told |= {"file": Path(sent), "data": Path(data)}
raise SystemExit(work.run(Namespace(**told)))
"""


def found(name: str) -> Path | None:
    """Return where a package or a compiled module lies; None where it is not needed."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin)
    return file.parent if file.stem == "__init__" else file


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A place that has cryptography and the library, and nothing else."""
    place = tmp_path / "machine"
    place.mkdir()
    for path in map(found, CRYPTOGRAPHY):
        if path:
            (place / path.name).symlink_to(path)
    (place / "keystage").symlink_to(ROOT / "src" / "keystage")
    return place


@pytest.fixture
def proof(tmp_path: Path, settings: Settings) -> tuple[Path, str]:
    """A receipt the service signed, with what was sent beside it; and its fingerprint."""
    signing.make(tmp_path, now=datetime(2026, 6, 10, 9, tzinfo=UTC))
    settings.CONFIG = chosen(data=tmp_path)
    for name, data in {
        "receipt.json": signing.signed(receipt()),
        "sent.xml": SENT,
        "data.json": DATA,
    }.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "receipt.json", signing.public_keys()[0].fingerprint


def ran(machine: Path, code: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run Python with that place alone, without this environment."""
    begin = f"import sys; sys.path.insert(0, {str(machine)!r})\n"
    return subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-X",
            "utf8",
            "-c",
            begin + code,
            *map(str, words),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env={},
        cwd=machine.parent,
    )


def test_it_verifies_on_a_machine_without_the_service(
    machine: Path, proof: tuple[Path, str]
) -> None:
    file, named = proof
    words = (file, named, file.with_name("sent.xml"), file.with_name("data.json"))
    done = ran(machine, ASKED, *words)
    assert done.returncode == 0, done.stderr
    assert "genuine. A key you named signed it" in done.stdout
    file.write_bytes(file.read_bytes().replace(b"Ada", b"Eve"))
    done = ran(machine, ASKED, *words)
    assert done.returncode == 1
    assert "changed after it was signed" in done.stdout


def test_it_verifies_by_the_hundred_lines_of_the_manual(
    machine: Path, proof: tuple[Path, str]
) -> None:
    (machine / "keystage").unlink()
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert found
    script = found[1]
    assert script.count("\n") <= LINES
    file, named = proof
    sent, data = file.with_name("sent.xml"), file.with_name("data.json")
    for words in ((), (sent,), (data,)):
        done = ran(machine, script, file, named, *words)
        assert (done.returncode, done.stdout) == (0, "The receipt is genuine.\n")
    assert ran(machine, script, file, named, file).returncode == 1
    assert ran(machine, script, file, named[:-1] + "g").returncode == 1


def test_the_hundred_lines_find_every_altered_byte(proof: tuple[Path, str]) -> None:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert found
    script: dict[str, object] = {"__name__": "verify_receipt"}
    exec(found[1], script)  # noqa: S102 - our own manual
    wrong = script["wrong"]
    assert callable(wrong)
    file, named = proof
    data = file.read_bytes()
    assert wrong(data, named) == ""
    for at in range(len(data)):
        altered = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            assert wrong(altered, named), at
        except (ValueError, KeyError, TypeError):
            continue  # it stops with an error: that is no "genuine" either
