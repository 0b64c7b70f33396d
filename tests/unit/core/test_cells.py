"""Cells: a text and its place, equal where both are, however the place is known."""

import pickle

import pytest

from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.intake.interpret import Reading, interpret
from keystage.intake.options import Options
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from tests.unit.intake.makers import ctf_file, mark, pupil

HERE = Place(line=3, path="/CTfile/x")


def test_cells_are_equal_that_hold_the_same_in_the_same_place() -> None:
    assert Cell("33", HERE) == Cell("33", Place(line=3, path="/CTfile/x"))
    assert Cell("33", HERE) != Cell("33")
    assert Cell("33", HERE) != Cell("34", HERE)
    assert Cell("33") != "33"
    assert Cell("33").place == Place()
    assert repr(Cell("33")) == f"Cell('33', {Place()!r})"


def test_a_cell_can_change_and_so_is_no_key() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Cell("33"))


def test_a_results_cell_works_its_place_out_and_is_handed_over_with_it() -> None:
    file = ctf_file([pupil(1), pupil(2, [mark("33")])])
    found = recognise(file, standard(), Options())
    (*_, row) = interpret(file, found.books[0], found.plans, Reading()).rows
    ((result,),) = row.results.values()
    path = "/CTfile/CTFpupilData/Pupil[2]/StageAssessments/KeyStage[1]"
    place = Place(line=1, path=f"{path}/StageAssessment[1]/Result")
    assert result.cell == Cell("33", place)
    again = pickle.loads(pickle.dumps(result.cell))  # noqa: S301 - our own
    assert (type(again), again) == (Cell, result.cell)
