"""A file read in a process of its own: the same cells, and no harm to this one."""

import sys

import pytest

from keystage.core.errors import Refused
from keystage.tables import TableLimits, Workbook, read
from keystage.tables.apart import Budget, has_processes, read_apart
from tests.unit.tables.making import xlsx, xlsx_rows

MERGED = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'


@pytest.mark.parametrize(
    "data",
    [
        xlsx(xlsx_rows([["a", "b"], ["c", "\U0001f600"]]), after=MERGED),
        xlsx('<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1</f><v>1</v></c></row>'),
        b"a;b\nx\0;1\n2\n",
        "a,Zo\u00eb\n1,2\n".encode("cp1252"),
    ],
)
def test_the_child_gives_the_cells_the_parent_would_have_read(data: bytes) -> None:
    here = read(data, forgiving=True)
    assert read_apart(data, forgiving=True) == here


def test_a_refusal_comes_back_with_its_words() -> None:
    with pytest.raises(Refused) as here:
        read(b"PK\x03\x04")
    with pytest.raises(Refused) as there:
        read_apart(b"PK\x03\x04")
    assert (there.value.code, there.value.message, there.value.fix) == (
        here.value.code,
        here.value.message,
        here.value.fix,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
def test_a_child_that_wants_too_much_memory_is_ended() -> None:
    rows = b"x,y\n" * 2_000_000
    with pytest.raises(Refused) as stop:
        read_apart(rows, TableLimits(rows=9_000_000), budget=Budget(60, 70))
    assert stop.value.code == "SHEET-TOO-LARGE"
    assert "70 MB" in stop.value.message


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on time there")
def test_a_child_that_takes_too_long_is_ended_by_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keystage.tables.apart._START", ENDLESS)
    with pytest.raises(Refused) as stop:
        read_apart(b"a,b\n", budget=Budget(1))
    assert "1 seconds" in stop.value.message


def test_a_child_that_waits_for_ever_is_ended_by_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keystage.tables.apart._START", "import time; time.sleep(99)")
    with pytest.raises(Refused) as stop:
        read_apart(b"a,b\n", budget=Budget(1))
    assert stop.value.code == "SHEET-TOO-LARGE"


def test_where_there_are_no_processes_the_file_is_read_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert has_processes()
    monkeypatch.setattr("keystage.tables.apart.sys.platform", "emscripten")
    held: Workbook = read_apart(b"a,b\n1,2\n")
    assert held == read(b"a,b\n1,2\n")


ENDLESS = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
while True:
    pass
"""
