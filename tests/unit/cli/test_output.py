"""A report is written whole or not at all, and never over what is checked."""

import io
import os
import sys
from pathlib import Path
from stat import S_IMODE

import pytest

from keystage.cli import output, terminal
from keystage.core.errors import UsageError


def test_a_report_replaces_the_one_before_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("old")
    output.to_file("\ufeffZoë\r\n", path)
    assert path.read_bytes() == "\ufeffZoë\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_report_is_for_its_owner_alone(tmp_path: Path) -> None:
    output.to_file("text", tmp_path / "report")
    assert S_IMODE((tmp_path / "report").stat().st_mode) == 0o600


def test_a_report_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.touch()
    path.chmod(0o640)
    output.to_file("text", path)
    assert S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (real := tmp_path / "real").write_text("old")
    (link := tmp_path / "link").symlink_to(real)
    output.to_file("new", link)
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_pipe_is_written_through_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    output.to_file("text", pipe)
    assert os.read(end, 100) == b"text"
    os.close(end)
    assert pipe.is_fifo()


def test_a_pipe_nobody_reads_any_more_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BrokenPipeError):
        output.to_file("text", tmp_path / "report")


def test_a_name_too_long_is_told_by_itself_not_by_a_made_up_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / ("r" * 300)
    with pytest.raises(OSError, match="too long") as caught:
        output.to_file("text", path)
    assert caught.value.filename == str(path)
    missing = tmp_path / "none" / "report"
    with pytest.raises(FileNotFoundError) as gone:
        output.to_file("text", missing)
    assert gone.value.filename == str(missing)


def test_a_failure_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report"
    path.write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        output.to_file("new", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_character_utf_8_cannot_hold_is_written_as_its_number(
    tmp_path: Path,
) -> None:
    output.to_file('"\udc80"', tmp_path / "report")
    assert (tmp_path / "report").read_bytes() == rb'"\udc80"'


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder with one file to be checked and one earlier report."""
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "a.xml").touch()
    (folder / "report.html").touch()
    return folder


@pytest.mark.parametrize("inside", [True, False])
def test_a_file_to_be_checked_is_never_overwritten(sent: Path, inside: bool) -> None:
    given = sent if inside else sent / "a.xml"
    with pytest.raises(UsageError, match="would overwrite"):
        output.refuse_input(sent / "a.xml", [given])


@pytest.mark.parametrize("name", ["b.ctf", "noending", "deep/c.zip", "roll.csv"])
def test_whatever_a_folder_is_checked_for_is_never_overwritten(
    sent: Path, name: str
) -> None:
    (sent / "deep").mkdir()
    (sent / name).touch()
    with pytest.raises(UsageError, match="would overwrite"):
        output.refuse_input(sent / name, [sent])


def test_a_zip_is_no_folder_to_write_in(sent: Path) -> None:
    (sent / "c.zip").touch()
    with pytest.raises(UsageError, match="There is no folder"):
        output.refuse_input(sent / "c.zip" / "report.html", [sent])


def test_a_link_to_an_input_is_that_input(sent: Path, tmp_path: Path) -> None:
    (link := tmp_path / "report.txt").symlink_to(sent / "a.xml")
    with pytest.raises(UsageError, match="would overwrite"):
        output.refuse_input(link, [sent / "a.xml"])


def test_a_new_name_and_an_earlier_report_are_free(sent: Path) -> None:
    output.refuse_input(sent / "new.xml", [sent])
    output.refuse_input(sent / "report.html", [sent, sent / "a.xml", sent / "none"])
    assert (sent / "report.html").exists()


def test_a_folder_is_no_name_for_a_report(sent: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        output.refuse_input(sent, [])
    with pytest.raises(UsageError, match="There is no folder"):
        output.refuse_input(sent / "deep" / "report.html", [])


class Narrow(io.TextIOWrapper):
    """A terminal of another age."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="latin-1", newline="")


def test_what_another_program_reads_is_utf_8_on_any_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    narrow = Narrow()
    monkeypatch.setattr(sys, "stdout", narrow)
    output.to_stdout("Ngũgĩ\r\n", as_utf8=True)
    assert narrow.bytes.getvalue() == "Ngũgĩ\r\n".encode()
    output.to_stdout("Zoë", as_utf8=False)
    assert narrow.bytes.getvalue().endswith("Zoë".encode("latin-1"))


def test_a_stream_of_text_alone_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", text := io.StringIO())
    output.to_stdout("Ngũgĩ", as_utf8=True)
    assert text.getvalue() == "Ngũgĩ"


def test_a_reader_who_stops_reading_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    closed: list[bool] = []
    monkeypatch.setattr(terminal, "close_stdout", lambda: closed.append(True))
    monkeypatch.setattr(sys, "stdout", Closed())
    output.to_stdout("text", as_utf8=False)
    assert closed == [True]
