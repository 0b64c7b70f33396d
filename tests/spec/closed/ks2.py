"""Key stage 2 teacher assessment, 2017 to 2023."""

from datetime import date

from tests.spec.closed import scales
from tests.spec.facts import Child, Coding, Facts
from tests.spec.facts_ks2 import BELOW, MINA

TITLES = {"REA": "Reading", "WRI": "Writing", "MAT": "Maths", "SCI": "Science"}
ROWS: dict[str, Coding] = {
    "REA": ("KS2", "ENG", "TA", "REA", "NC"),
    "WRI": ("KS2", "ENG", "TA", "WRI", "NC"),
    "MAT": ("KS2", "MAT", "TA", "MAT", "NC"),
    "SCI": ("KS2", "SCI", "TA", "SCI", "NC"),
}
OTHERS = ("A", "D", "L", "F", "P", "Q")
INTERIM = ("PKG", "PKE", "PKF", "BLW")
STANDARDS = ("PK6", "PK5", "PK4", "PK3", "PK2", "PK1")


def _facts(
    year: int,
    born: tuple[date, date],
    versions: tuple[str, str],
    mina: Child,
    *,
    dates: dict[str, tuple[date, bool]],
    codes: dict[str, tuple[str, ...]],
    wrong: tuple[tuple[Child, str, str], ...],
) -> Facts:
    with_scales = "P_ENG" in codes
    doubtful = (*TITLES, *scales.TITLES) if with_scales else ("REA", "MAT")
    return Facts(
        book=f"ks2-{year}",
        title=f"Key stage 2 teacher assessment {year}",
        status="statutory",
        windows={"year6": born},
        components={**TITLES, **(scales.TITLES if with_scales else {})},
        codes=codes,
        rows={**ROWS, **(scales.rows("KS2") if with_scales else {})},
        unverified_rows=doubtful,
        versions=versions,
        destination="naa",
        tag="KS2",
        dates=dates,
        valid=mina,
        wrong=wrong,
    )


def _interim() -> dict[str, tuple[str, ...]]:
    tested = ("EXS", "HNM", *INTERIM, *OTHERS)
    return {
        "REA": tested,
        "WRI": ("GDS", "EXS", "WTS", *INTERIM, *OTHERS),
        "MAT": tested,
        "SCI": ("EXS", "HNM", *OTHERS),
        **scales.codes(8),
    }


FIRST = MINA.but(dob="2005-11-05").given(REA="EXS", MAT="HNM")
SECOND = FIRST.but(dob="2006-09-01")
THIRD = MINA.but(dob="2008-02-29")
OLD = (
    _facts(
        2017,
        (date(2005, 9, 1), date(2006, 8, 31)),
        ("16.0", "17.0"),
        FIRST,
        dates={"school": (date(2017, 6, 29), True)},
        codes=_interim(),
        wrong=(
            (FIRST.given(REA="GDS"), "R02", "error"),
            (FIRST.given(MAT=""), "K2-X4", "error"),
            (FIRST.given(WRI="BLW"), "K2-X13", "query"),
        ),
    ),
    _facts(
        2018,
        (date(2006, 9, 1), date(2007, 8, 31)),
        ("17.0", "18.0"),
        SECOND,
        dates={"school": (date(2018, 6, 28), True)},
        codes=_interim(),
        wrong=(
            (SECOND.given(WRI="HNM"), "R02", "error"),
            (SECOND.given(SCI="PKF"), "K2-X5", "error"),
            (SECOND.given(WRI="L"), "K2-X8", "query"),
        ),
    ),
    _facts(
        2019,
        (date(2007, 9, 1), date(2008, 8, 31)),
        ("18.0", "19.0"),
        THIRD,
        dates={"school": (date(2019, 6, 27), True)},
        codes={
            "REA": (*STANDARDS, "BLW", *OTHERS),
            "WRI": ("GDS", "EXS", "WTS", *STANDARDS, "BLW", *OTHERS),
            "MAT": (*STANDARDS, "BLW", *OTHERS),
            "SCI": ("EXS", "HNM", *OTHERS),
            **scales.codes(4),
        },
        wrong=(
            (THIRD.given(REA="EXS"), "K2-X1", "error"),
            (THIRD.given(WRI="EM"), "R02", "error"),
            (THIRD.given(SCI=""), "K2-X4", "error"),
        ),
    ),
)


def _new() -> dict[str, tuple[str, ...]]:
    tested = (*BELOW, "A", "L", "F", "P", "Q")
    return {
        "REA": tested,
        "WRI": ("GDS", "EXS", "WTS", *tested),
        "MAT": tested,
        "SCI": ("EXS", "HNM", "A", "L", "F", "P", "Q"),
    }


def _wrong(mina: Child) -> tuple[tuple[Child, str, str], ...]:
    return (
        (mina.given(REA="WTS"), "K2-X1", "error"),
        (mina.given(WRI="D"), "R02", "error"),
        (mina.given(SCI="L"), "K2-X12", "query"),
    )


FACTS = (
    *OLD,
    _facts(
        2022,
        (date(2010, 9, 1), date(2011, 8, 31)),
        ("21.0", "22.0"),
        MINA.but(dob="2010-11-05"),
        dates={"school": (date(2022, 6, 28), False)},
        codes=_new(),
        wrong=_wrong(MINA.but(dob="2010-11-05")),
    ),
    _facts(
        2023,
        (date(2011, 9, 1), date(2012, 8, 31)),
        ("22.0", "23.0"),
        MINA.but(dob="2012-08-31"),
        dates={"school": (date(2023, 6, 30), True)},
        codes=_new(),
        wrong=_wrong(MINA.but(dob="2012-08-31")),
    ),
)
