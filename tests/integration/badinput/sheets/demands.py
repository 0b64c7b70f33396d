"""What every bad workbook and CSV must come to, as the trust notes ask for it."""

from dataclasses import replace
from typing import Any, Final

from tests.integration.badinput.catalogue.demand import Demand

_XLSX: Final = "phonics_9991001.xlsx"
_CSV: Final = "phonics_9991001.csv"


def _sheet(number: int, *demand: Any, **more: Any) -> Demand:
    return replace(Demand(f"B{number}", *demand, **more), name=_XLSX)


def _csv(number: int, *demand: Any, **more: Any) -> Demand:
    return replace(Demand(f"B{number}", *demand, **more), name=_CSV)


_MARK: Final = {"mark": "32"}

DEMANDS: Final = {
    demand.id: demand
    for demand in (
        _sheet(190, "errors", ("SHEET-FORMULA",), ("E2", "32")),
        _sheet(191, "errors", ("SHEET-FORMULA",), ("B2",)),
        *(_sheet(n, "warn", ("P10",)) for n in range(192, 202)),
        _sheet(202, "refuse", ("SHEET-MACRO",)),
        _sheet(203, "refuse", ("SHEET-MACRO",)),
        _sheet(204, "refuse", ("SHEET-ENCRYPTED",), ("take the password off",)),
        _sheet(205, "refuse", ("SHEET-OLD",), (".xlsx",)),
        _sheet(206, "refuse", ("SHEET-TYPE",)),
        _sheet(207, "refuse", ("SHEET-TYPE",), (".xlsx",)),
        _sheet(208, "refuse", ("SHEET-TOO-LARGE",)),
        _sheet(209, "refuse", ("SHEET-PARTS",), ("200",)),
        _sheet(210, "refuse", ("SHEET-BROKEN",)),
        _sheet(211, "refuse", ("SHEET-BROKEN",)),
        _sheet(212, "refuse", ("SHEET-DTD",)),
        _sheet(213, "refuse", ("SHEET-EXTERNAL",)),
        _sheet(214, "errors", ("SHEET-MERGED",), ("A2 to A500000",)),
        _sheet(215, "errors", ("SHEET-MERGED",), ("A1 to XFD1048576",)),
        _sheet(216, "errors", ("SHEET-SHAPE",), ("XFD1048576",)),
        _sheet(217, "accept", first=_MARK),
        _sheet(218, "refuse", ("SHEET-BROKEN",)),
        _sheet(
            219,
            "errors",
            ("PH-X3",),
            why="Headings are found wherever they stand; rows keep Excel's numbers, as "
            "the place of the fault planted in row 4 shows.",
            first={"row": "4"},
        ),
        _sheet(220, "warn", ("SHEET-HIDDEN",), ("Old",), first=_MARK),
        _sheet(221, "errors", ("SHEET-HIDDEN",), ("Phonics",)),
        _sheet(
            222,
            "warn",
            ("SHEET-HIDDEN-ROWS",),
            ("row 3", "1 of the pupils"),
            besides=frozenset({"P03D"}),
        ),
        _sheet(223, "accept", first={"dob": "2018-11-05"}),
        _sheet(224, "errors", ("SHEET-1904",), ("2022-11-06", "2018-11-05")),
        _sheet(225, "errors", ("P11",), first={"dob": "60"}),
        _sheet(226, "accept", first=_MARK),
        _sheet(227, "accept", first=_MARK),
        _sheet(228, "errors", ("PH-X3",), first={"mark": "31.999999999999996"}),
        _sheet(229, "errors", ("SHEET-DATE",), ("Excel has turned this into a date",)),
        _sheet(230, "errors", ("SHEET-ERROR-CELL",), ("E2", "#N/A")),
        _sheet(231, "errors", ("PH-X3",), first={"mark": "TRUE"}),
        _sheet(232, "errors", ("R01",), first={"mark": ""}),
        _sheet(233, "errors", ("P06",), first={"upn": "1234567890123"}),
        _sheet(234, "errors", ("SHEET-ESTAB",), ("F2", "999", "0999")),
        _sheet(235, "errors", ("SHEET-HEADER",), ("A (“Mark”) and C (“Mark”)",)),
        _sheet(236, "errors", ("SHEET-VERSION",), ("phonics-2025", "phonics-2026")),
        _sheet(
            237,
            "errors",
            ("PATTERN-SHIFT",),
            args={"roll": True},
            besides=frozenset({"P20"}),
            why="Results beside another child's name must not go out: one error, with "
            "each row's difference from the roll beneath it.",
        ),
        _sheet(238, "accept", first=_MARK),
        _csv(239, "accept", first=_MARK),
        _csv(240, "accept", first={"upn": "Y004100123001"}),
        _csv(
            241,
            "accept",
            first={"forename": "Zo\u00eb"},
            why="Its own mark says it is UTF-16: it is read right, and a note says so.",
        ),
        _csv(
            242,
            "warn",
            ("CSV-ENCODING",),
            first={"forename": "Zo\u00eb", "surname": "O\u2019Brien"},
        ),
        _csv(
            243,
            "accept",
            first=_MARK,
            why="Issue 4 asks for semicolons to be read: it is, and a note says so.",
        ),
        _csv(
            244,
            "accept",
            first={"surname": 'Ash"down, Lady Jane'},
            besides=frozenset({"NAME-HIDDEN", "P10"}),
        ),
        _csv(245, "errors", ("CSV-QUOTE",), ("row 2",)),
        _csv(246, "errors", ("NAME-LENGTH",)),
        _csv(247, "errors", ("CSV-FIELD",), ("row 2",)),
        _csv(248, "errors", ("CSV-NUL",), ("B2",)),
        _csv(249, "errors", ("CSV-SHAPE",), ("row 3",)),
        _csv(250, "refuse", ("CSV-NO-ROWS",)),
        _csv(251, "accept", first=_MARK),
        _csv(252, "accept", first=_MARK),
        Demand(
            "B253",
            "refuse",
            ("FILE-NOT-XML",),
            name="9991001_KS1_999LLLL_001.xml",
        ),
    )
}
GIVEN_HOLDS_NOTHING: Final = {
    "B236": "the given workbook's properties are empty: nothing says what it is for"
}
"""Given files that are not what their case says, and why."""
