"""Workbooks returned from a process of their own, which may be ended."""

import io
import pickle
import sys

import pytest

from keystage.core.errors import Refused
from keystage.tables.apart import Budget
from keystage.tables.noted import apart, noted
from tests.unit.tables.making import zipped
from tests.unit.tables.noted.workbooks import (
    MADE,
    findings,
    note,
    number,
    parts,
    rows,
    text,
)

DATA = zipped(parts(rows([text("A1", "Mark"), number("B1", "32")])))
NOTES = [note((1, 2))]


@pytest.mark.parametrize("data", [DATA, b"Mark,32\n"])
def test_what_comes_back_is_what_this_process_would_make(data: bytes) -> None:
    here = noted(data, NOTES, findings("x"), made=MADE)
    assert apart.noted_apart(data, NOTES, findings("x"), made=MADE) == here


def test_where_there_are_no_processes_it_is_made_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "has_processes", lambda: False)
    found = apart.noted_apart(DATA, NOTES, findings("x"), made=MADE)
    assert found == noted(DATA, NOTES, findings("x"), made=MADE)


def test_what_takes_too_long_is_refused() -> None:
    with pytest.raises(Refused) as stop:
        apart.noted_apart(
            DATA, NOTES, findings("x"), made=MADE, budget=Budget(seconds=0)
        )
    assert "second" in stop.value.message


@pytest.mark.parametrize("budget", [Budget(megabytes=1), Budget()])
def test_a_process_that_gives_up_is_a_refusal(budget: Budget) -> None:
    data = DATA if budget.megabytes == 1 else b"%PDF-1.7"
    with pytest.raises(Refused):
        apart.noted_apart(data, NOTES, findings("x"), made=MADE, budget=budget)


class _Streams:
    """Standard input and output as bytes."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("data", [DATA, b"%PDF-1.7"])
def test_the_child_answers_with_the_workbook_or_leaves(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pickle.dumps((Budget(), data, tuple(NOTES), findings("x"), MADE, False))
    out = _Streams()
    monkeypatch.setattr(apart, "bound", lambda _budget: None)
    monkeypatch.setattr(sys, "stdin", _Streams(asked))
    monkeypatch.setattr(sys, "stdout", out)
    if data == DATA:
        apart.child()
        made = noted(data, NOTES, findings("x"), made=MADE)
        assert out.buffer.getvalue() == b"w" + made.data
    else:
        with pytest.raises(SystemExit):
            apart.child()
