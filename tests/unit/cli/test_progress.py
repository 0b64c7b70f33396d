"""The bar is there for a person who waits, and for nobody else."""

import io
from collections.abc import Iterator

from keystage.cli import clock, progress


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def draw(*moments: float, terminal: bool = True) -> str:
    """Return what a bar wrote when told of a file at each of `moments`."""
    times: Iterator[float] = iter((0.0, *moments))
    stream = Stream(terminal=terminal)
    with progress.Bar(stream, seconds=lambda: next(times)) as bar:
        for done in range(1, len(moments) + 1):
            bar(done, 4)
    return stream.getvalue()


def test_for_two_seconds_nothing_is_drawn() -> None:
    assert draw(0.5, 1.9) == ""


def test_after_two_seconds_the_bar_shows_how_many_are_done_and_goes_at_the_end() -> (
    None
):
    assert draw(1.0, 2.5) == ("\r[" + "#" * 15 + "." * 15 + "] 2 of 4 files \r\x1b[K")


def test_it_is_not_drawn_faster_than_an_eye_can_follow() -> None:
    assert draw(2.5, 2.51, 2.7).count("\r[") == 2


def test_what_is_not_a_terminal_gets_nothing() -> None:
    assert draw(2.5, 9.0, terminal=False) == ""


def test_no_files_at_all_are_no_trouble() -> None:
    times = iter((0.0, 3.0))
    stream = Stream(terminal=True)
    with progress.Bar(stream, seconds=lambda: next(times)) as bar:
        bar(0, 0)
    assert "0 of 0 files" in stream.getvalue()


def test_the_clock_knows_its_zone_and_only_goes_forward() -> None:
    assert clock.now().tzinfo is not None
    assert clock.seconds() <= clock.seconds()
