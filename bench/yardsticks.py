"""The least that anyone pays who reads XML from Python, and the ways measured."""

import pyexpat
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench.clock import Work
from keystage import ctf, intake
from keystage.core.records import Pupil

NOW = datetime(2026, 7, 1, tzinfo=UTC)

type Row = tuple[str, str, str, str, str, tuple[tuple[str, ...], ...]]


def over(read: Callable[[bytes], object]) -> Work:
    """Return the work of doing one thing to every file and keeping nothing."""

    def work(files: Sequence[bytes]) -> None:
        for data in files:
            read(data)

    return work


def bare(data: bytes) -> None:
    """Parse, and tell nobody."""
    pyexpat.ParserCreate().Parse(data, True)


def noop(data: bytes) -> None:
    """Parse, and call Python functions that do nothing."""
    parser = pyexpat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: None
    parser.EndElementHandler = lambda name: None
    parser.CharacterDataHandler = lambda text: None
    parser.Parse(data, True)


def stream(data: bytes) -> None:
    """Read every pupil, and keep none."""
    for _ in ctf.stream(data):
        pass


def check(data: bytes) -> intake.FileReport:
    """Read, interpret and run every check."""
    return intake.check_bytes("file.xml", data, intake.Options(now=NOW))


def rows(data: bytes) -> list[Row]:
    """Return what Keystage reads, in the form every peer must match."""
    return [row(pupil) for pupil in ctf.read(data).pupils]


def row(pupil: Pupil) -> Row:
    """Return one pupil as plain texts."""
    results = tuple((*given.kind, given.result) for given in pupil.assessments)
    return (pupil.upn, pupil.surname, pupil.forename, pupil.dob, pupil.sex, results)
