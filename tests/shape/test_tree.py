"""What may stand in no file: registry hosts, and the paths of one machine."""

import re
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, project_files, text_of

# In pieces, or this file would be the first to be caught.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb.debian" + ".org",
    "crates" + ".io",
    "golang" + ".org",
    "ana" + "conda.org",
]
MACHINE = re.compile(
    r"(?<![\w.:/>*-])/(?:work|root|tmp|opt|home|Users|var/folders)/[\w.~-]"
)


def strangers(text: str) -> list[str]:
    """Return the hosts and machine paths a text holds."""
    hosts = [host for host in HOSTS if host in text]
    return hosts + [match.group() for match in MACHINE.finditer(text)]


def complaints(files: list[Path]) -> list[str]:
    """Return each file that holds what it may not, and what that is."""
    found = []
    for path in files:
        text = text_of(path)
        found += [f"{path.name}: {what}" for what in strangers(text or "")]
    return found


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    assert not complaints(project_files())


def test_locks_pin_every_package_by_hash() -> None:
    for lock in ("dev", "bench"):
        text = (ROOT / f"requirements/{lock}.txt").read_text()
        pins = re.findall(r"^[\w-]+==\S+.*\\\n    --hash=sha256:", text, re.M)
        assert len(pins) == len(re.findall(r"^[\w-]+", text, re.M)) > 1


@pytest.mark.parametrize(
    "planted",
    [
        "index https://" + HOSTS[0] + "/simple",
        "see " + HOSTS[2],
        "open('" + "/wor" + "k/x.py')",
        "cd " + "/roo" + "t/.cache",
        "path=" + "/tm" + "p/a.xml",
    ],
)
def test_a_planted_host_or_path_is_caught(planted: str, tmp_path: Path) -> None:
    file = tmp_path / "planted.txt"
    file.write_text(planted)
    assert complaints([file])


@pytest.mark.parametrize(
    "fine", ["/CTfile/CTFpupilData/Pupil[3]", "docs/work/x", "https://a.invalid/home/x"]
)
def test_what_only_looks_like_a_path_is_let_be(fine: str) -> None:
    assert not strangers(fine)


def test_a_picture_is_not_read_as_text(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff")
    assert not complaints([picture])
