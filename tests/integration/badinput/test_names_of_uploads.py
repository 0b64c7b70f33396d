"""Files under names meant to harm, as far as a command line and a library meet them.

What an upload does with a name (storing it, showing it, offering it for download) is
the service's to show: see LATER in the catalogue.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keystage.cli.main import run
from keystage.intake import Document, Options, check_bytes, to_dict
from keystage.reports import csv, html, text
from tests.integration.badinput.catalogue.forge import GOOD

NOW = datetime(2026, 6, 25, 9, 0, tzinfo=UTC)
NAMES = {
    "B254": "../../../etc/passwd.xml",
    "B255": "..\\..\\windows\\win.ini.xml",
    "B256": "/etc/cron.d/x.xml",
    "B257": "C:\\Users\\head\\Desktop\\ks1.xml",
    "B258": "ks1.xml\x00.exe",
    "B259": "ks1\r\nSet-Cookie: a=b.xml",
    "B260": 'ks1";filename="evil.html',
    "B261": "<img src=x onerror=alert(1)>.xml",
    "B262": "\u202elmx.1sk",
    "B263": "k\u0455\u04301.xml",
    "B264": "a" * 300 + ".xml",
    "B265": "\u540d\u524d.xml",
    "B266": "CON.xml",
    "B267": ".htaccess",
    "B268": "-rf.xml",
    "B269": "ks1.xml.exe",
    "B270": "ks1.XML",
    "B271": "ks1",
    "B273": " .xml",
    "B274": "=cmd|'x'!A0.xml",
    "B275": "$(touch x).xml",
    "B276": "%2e%2e%2fks1.xml",
    "B277": "e\u0301.xml",
}
# Names a folder on this system cannot hold, or that a shell would not hand over.
NOT_ON_DISK = {"B254", "B256", "B258", "B261", "B264"}


@pytest.mark.parametrize("number", NAMES)
def test_a_good_file_is_taken_whatever_it_is_called(number: str) -> None:
    found = check_bytes(NAMES[number], GOOD, Options(now=NOW))
    assert found.refused is None
    assert found.returns[0].collection == "ks1"
    document = to_dict(Document((found,)))
    page = html.render(document, checked_at=NOW)
    assert "<img src=x" not in page
    assert '";filename="' not in page
    screen = text.render(document, colour=False)
    assert not {"\x00", "\r", "\u202e"} & set(screen)
    assert ",=cmd" not in csv.render(document)


@pytest.mark.parametrize("number", sorted(NAMES.keys() - NOT_ON_DISK))
def test_a_file_of_that_name_in_a_folder_is_checked_and_nothing_else_happens(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    path = sent / NAMES[number].replace("/", "_")
    path.write_bytes(GOOD)
    code = run(["check", str(path), "--format", "json"])
    (one,) = json.loads(capsys.readouterr().out)["files"]
    assert (code, one["refused"]) in {(0, None), (1, None)}
    assert list(tmp_path.iterdir()) == [sent]
    assert list(sent.iterdir()) == [path]


def test_a_file_without_a_name_is_told_by_nothing_but_its_bytes() -> None:
    found = check_bytes("", GOOD, Options(now=NOW))
    assert found.path == ""
    assert found.sha256 is not None
