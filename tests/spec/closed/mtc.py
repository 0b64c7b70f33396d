"""The multiplication tables check before the three codes of May 2024."""

from dataclasses import replace
from datetime import date

from tests.spec import facts_mtc

MINA = facts_mtc.MINA.but(dob="2012-11-05")
LATER = facts_mtc.FACTS[0]
FIRST = replace(
    LATER,
    book="mtc-2022",
    title="Multiplication tables check 2022",
    windows={"year4": (date(2011, 9, 2), date(2014, 9, 1))},
    codes={"MTC": ("A", "B", "J", "L", "U", "X", "Z")},
    versions=("21.0", "22.0"),
    valid=MINA,
    wrong=(
        (MINA.given(MTC="26"), "R02", "error"),
        (MINA.given(MTC="NAA"), "R02", "error"),
        (MINA.given(MTC="H"), "R02", "error"),
    ),
)
FACTS = (
    FIRST,
    replace(
        FIRST,
        book="mtc-2023",
        title="Multiplication tables check 2023",
        windows={"year4": (date(2012, 9, 2), date(2015, 9, 1))},
        versions=("22.0", "23.0"),
    ),
)
