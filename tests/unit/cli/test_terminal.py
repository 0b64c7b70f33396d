"""No character is fatal to any terminal, and colour is only for those who see it."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from keystage.cli import terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_sign_the_terminal_lacks_is_said_in_plain_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "ascii", newline=""))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, "ascii", newline=""))
    terminal.prepare()
    terminal.say("\u201cO\u2019Brien\u201d \u2013 \u2026 Ngũgĩ")
    terminal.complain("Zoë")
    sys.stdout.flush()
    sys.stderr.flush()
    assert out.getvalue() == b'"O\'Brien" - ... Ng\\u0169g\\u0129\n'
    assert err.getvalue() == b"Zo\\xeb\n"


def test_streams_of_another_kind_are_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", text := io.StringIO())
    terminal.prepare()
    terminal.say("Ngũgĩ")
    assert text.getvalue() == "Ngũgĩ\n"


def test_only_writing_is_mended_never_reading() -> None:
    terminal.prepare()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "keystage-plain")


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_colour_is_for_terminals_whose_owner_does_not_object(
    environment: dict[str, str], wanted: bool
) -> None:
    assert terminal.wants_colour(Screen(), environment) is wanted
    assert terminal.wants_colour(io.StringIO(), environment) is False


def test_a_closed_output_goes_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        terminal.close_stdout()
        stream.write("lost")
    assert (tmp_path / "out").read_text() == ""


def test_a_stream_that_was_closed_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    terminal.prepare()
    with sys.stdout as stream:
        terminal.say("lost")
        assert os.fstat(stream.fileno()).st_rdev == Path(os.devnull).stat().st_rdev


def test_what_cannot_be_written_at_the_end_is_dropped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Full(io.FileIO):
        full = True

        def write(self, data: object) -> int:
            if self.full:
                raise OSError(28, "No space left on device")
            return super().write(data)  # type: ignore[arg-type]  # any buffer will do

    raw = Full(str(tmp_path / "err"), "w")
    stream = io.TextIOWrapper(io.BufferedWriter(raw), line_buffering=True)
    monkeypatch.setattr(sys, "stderr", stream)
    terminal.complain("lost")
    terminal.settle()
    raw.full = False
    stream.close()
    assert (tmp_path / "err").read_bytes() == b""


@pytest.fixture
def usual() -> Iterator[None]:
    """Begin from what is usual: these tests may themselves run below `nohup`."""
    ends = [
        getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]
    before = [signal.signal(one, signal.SIG_DFL) for one in ends]
    yield
    for one, how in zip(ends, before, strict=True):
        signal.signal(one, how)


def both_sent() -> None:
    with terminal.listening():
        signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.usefixtures("usual")
@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_who_asks_us_to_end_is_heard_only_where_it_would_end_us() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with pytest.raises(KeyboardInterrupt) as stop:
            both_sent()
    finally:
        signal.signal(signal.SIGHUP, before)
    assert stop.value.args == (128 + signal.SIGTERM,)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.usefixtures("usual")
def test_another_thread_listens_to_nothing() -> None:
    def listen() -> object:
        with terminal.listening():
            return signal.getsignal(signal.SIGTERM)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(listen).result() is signal.SIG_DFL
