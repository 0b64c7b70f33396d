"""The same sheet as LibreOffice writes it, in both kinds of workbook."""

import pytest

from keystage.tables import Kind, read
from tests.shape.tree import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "official"


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_workbook_of_a_real_program_is_read_with_all_that_matters(kind: str) -> None:
    workbook = read(FOLDER / f"a_comp.{kind}")
    assert workbook.kind == kind
    assert [(s.name, s.hidden) for s in workbook.sheets] == [
        ("A_COMP", False),
        ("Old", True),
        ("Notes", False),
    ]
    rows = workbook.sheets[0].rows
    assert list(rows) == [1, *range(3, 11)]
    assert [cell.text for cell in rows[6].values()] == [
        *("KS2", "SCI", "Science", "SCI", "TA", "NC", "Coded", "Result", "A", "Absent"),
        "2021-09-01",
    ]
    assert [cell.merged for cell in rows[6].values()] == [True] * 6 + [False] * 5
    assert rows[6][11].kind is Kind.DATE
    assert (rows[7][11].text, rows[7][11].kind) == ("2022", Kind.NUMBER)
    assert rows[9][2].text == "WRI"
    assert rows[9][2].formula
    assert not rows[9][3].formula


def test_both_kinds_hold_the_same_cells() -> None:
    one, two = (read(FOLDER / f"a_comp.{kind}").sheets for kind in ("ods", "xlsx"))
    assert one == two
