"""B090 to B148: the transfer-file cases, typed from the catalogue."""

from tests.integration.badinput.catalogue.demand import Demand as D

_PHONICS = "9991001_PHO_999LLLL_001.xml"
_PART = frozenset({"R01", "K1-X1"})
_MARK = ("PH-X3",)


def _mark(number: str, value: str) -> D:
    return D(number, "errors", _MARK, name=_PHONICS, result=value)


DEMANDS = (
    D("B090", "refuse", ("H04",), says=("9991002", "9991001")),
    D("B091", "refuse", ("H04",), name="9981001_KS1_998LLLL_001.xml"),
    D("B092", "refuse", ("H05",), says=("998",), name="9991001_KS1_998LLLL_001.xml"),
    D("B093", "refuse", ("H08",), says=("2025",)),
    D("B094", "errors", ("H08R",)),
    D("B095", "warn", ("H07",)),
    D("B096", "refuse", ("H12",), args={"collection": "phonics"}, says=("KS1|key",)),
    D(
        "B097",
        "warn",
        ("H09",),
        args={"school": None},
        why="design: the content decides, the name is a query; a header of another "
        "school is refused as soon as the school is known (B090)",
    ),
    D("B098", "warn", ("H09",), name="results final (2) NEW.xml"),
    D("B099", "refuse", ("CTF-ROOT",), says=("admission",)),
    D("B100", "warn", ("CTF-GENDER",), first={"sex": "F"}),
    D("B101", "warn", ("CTF-ORDER",), result="EXS"),
    D("B102", "accept"),
    D("B103", "warn", ("H03",)),
    D("B104", "refuse", ("E04",)),
    D("B105", "refuse", ("E04R",), says=("export",)),
    D("B106", "warn", ("P03D",)),
    D("B107", "errors", ("P03",), besides=_PART | {"R04"}),
    D("B108", "errors", ("R04",)),
    D("B109", "errors", ("CTF-REPEATED",)),
    D("B110", "errors", ("R02",), result="EXP", besides=_PART),
    D("B111", "warn", ("R02C",), result="exs", besides=_PART),
    D(
        "B112",
        "errors",
        ("R02",),
        result="\u0415XS",
        says=("EXS", "alphabet"),
        besides=_PART,
    ),
    D("B113", "errors", ("R02",), result="\uff25\uff38\uff33", besides=_PART),
    D("B114", "errors", ("R02",), result="PK5", besides=_PART),
    D("B115", "errors", ("R02",), besides=_PART),
    D("B116", "accept", name=_PHONICS, result="0"),
    D("B117", "accept", name=_PHONICS, result="40"),
    _mark("B118", "41"),
    _mark("B119", "-1"),
    _mark("B120", "39.5"),
    _mark("B121", "4O"),
    D("B122", "accept", name=_PHONICS, result="32"),
    _mark("B123", "032"),
    _mark("B124", "\uff11\uff12"),
    _mark("B125", "1e1"),
    D("B126", "errors", ("PH-X3", "R01"), name=_PHONICS, result=""),
    _mark("B127", "NaN"),
    _mark("B128", "\u0663\u0662"),
    _mark("B129", "99999999999999999999"),
    D("B130", "errors", ("P02",), says=("Y",)),
    D("B131", "errors", ("P02",), says=("P",), first={"upn": "Q207000016049"}),
    D("B132", "warn", ("P07",)),
    D("B133", "errors", ("P05", "P06"), first={"upn": "004100123001"}),
    D("B134", "warn", ("P05W",)),
    D("B135", "errors", ("P05", "P06")),
    D("B136", "errors", ("P05", "P06"), says=("spreadsheet",)),
    D("B137", "errors", ("P05", "P06"), first={"upn": "' OR 1=1--"}),
    D("B138", "errors", ("P20",), args={"roll": True}),
    D("B139", "errors", ("P11",), first={"dob": "2019-02-29"}),
    D("B140", "errors", ("P11",), first={"dob": "05/11/2018"}),
    D("B141", "errors", ("P13",)),
    D("B142", "warn", ("P12",)),
    D("B143", "warn", ("CTF-UNKNOWN-ELEMENT",)),
    D("B144", "warn", ("CTF-EXTRA-DATA",)),
    D("B147", "warn", ("PATTERN-ALL-SAME",)),
    D("B148", "accept", name=_PHONICS),
)
