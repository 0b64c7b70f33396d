"""Key stage 1 teacher assessment while it was statutory, 2017 to 2023."""

from datetime import date

from tests.spec.closed import scales
from tests.spec.facts import Child, Coding, Facts
from tests.spec.facts_ks1 import MINA, SUBJECT

TITLES = {"REA": "Reading", "WRI": "Writing", "MAT": "Maths", "SCI": "Science"}
ROWS: dict[str, Coding] = {
    "REA": ("KS1", "ENG", "TA", "REA", "NC"),
    "WRI": ("KS1", "ENG", "TA", "WRI", "NC"),
    "MAT": ("KS1", "MAT", "TA", "MAT", "NC"),
    "SCI": ("KS1", "SCI", "TA", "SCI", "NC"),
}
PRE_KEY_STAGE = ("PK4", "PK3", "PK2", "PK1")


def _codes(
    subject: tuple[str, ...], science: tuple[str, ...], highest: int
) -> dict[str, tuple[str, ...]]:
    return {
        **dict.fromkeys(("REA", "WRI", "MAT"), subject),
        "SCI": science,
        **scales.codes(highest),
    }


def _old(
    year: int,
    born: tuple[date, date],
    versions: tuple[str, str],
    mina: Child,
    *,
    dates: dict[str, tuple[date, bool]],
    codes: dict[str, tuple[str, ...]],
    wrong: tuple[tuple[Child, str, str], ...],
) -> Facts:
    return Facts(
        book=f"ks1-{year}",
        title=f"Key stage 1 teacher assessment {year}",
        status="statutory",
        windows={"year2": born},
        components={**TITLES, **scales.TITLES},
        codes=codes,
        rows={**ROWS, **scales.rows("KS1")},
        unverified_rows=(*TITLES, *scales.TITLES),
        versions=versions,
        destination="la",
        tag="KS1",
        dates=dates,
        valid=mina,
        wrong=wrong,
    )


def _new(
    year: int,
    born: tuple[date, date],
    versions: tuple[str, str],
    dob: str,
    *,
    dates: dict[str, tuple[date, bool]],
) -> Facts:
    mina = MINA.but(dob=dob)
    return Facts(
        book=f"ks1-{year}",
        title=f"Key stage 1 teacher assessment {year}",
        status="statutory",
        windows={"year2": born},
        components=TITLES,
        codes={
            **dict.fromkeys(("REA", "WRI", "MAT"), SUBJECT),
            "SCI": ("EXS", "HNM", "A", "Q"),
        },
        rows=ROWS,
        versions=versions,
        destination="la",
        tag="KS1",
        dates=dates,
        valid=mina,
        wrong=(
            (mina.given(MAT="D"), "R02", "error"),
            (mina.given(SCI="EM"), "R02", "error"),
            (mina.given(WRI="Q"), "K1-X6", "error"),
        ),
    )


FIRST = MINA.but(dob="2009-11-05")
SECOND = MINA.but(dob="2011-08-31")
THIRD = MINA.but(dob="2011-09-01").given(REA="PK4")
OLD = (
    _old(
        2017,
        (date(2009, 9, 1), date(2010, 8, 31)),
        ("16.0", "17.0"),
        FIRST,
        dates={
            "school": (date(2017, 6, 29), True),
            "authority": (date(2017, 7, 28), True),
        },
        codes=_codes(
            ("GDS", "EXS", "WTS", "PKF", "BLW", "A", "D"),
            ("EXS", "HNM", "U", "A", "D"),
            8,
        ),
        wrong=(
            (FIRST.given(MAT="EM"), "R02", "error"),
            (FIRST.given(WRI="BLW"), "K1-X5", "query"),
            (FIRST.given(SCI=""), "K1-X1", "error"),
        ),
    ),
    _old(
        2018,
        (date(2010, 9, 1), date(2011, 8, 31)),
        ("17.0", "18.0"),
        SECOND,
        dates={"opens": (date(2018, 6, 25), True), "school": (date(2018, 6, 28), True)},
        codes=_codes(
            ("GDS", "EXS", "WTS", "PKF", "BLW", "A", "D", "Q"),
            ("EXS", "HNM", "A", "D", "Q"),
            8,
        ),
        wrong=(
            (SECOND.given(SCI="U"), "R02", "error"),
            (SECOND.given(REA="Q"), "K1-X6", "error"),
            (SECOND.given(MAT="BLW"), "K1-X5", "query"),
        ),
    ),
    _old(
        2019,
        (date(2011, 9, 1), date(2012, 8, 31)),
        ("18.0", "19.0"),
        THIRD,
        dates={"school": (date(2019, 6, 27), True)},
        codes=_codes(
            ("GDS", "EXS", "WTS", *PRE_KEY_STAGE, "BLW", "A", "D", "Q"),
            ("EXS", "HNM", "A", "D", "Q"),
            4,
        ),
        wrong=(
            (THIRD.given(MAT="PKF"), "R02", "error"),
            (THIRD.given(MAT="BLW", P_NUM="P5"), "R02", "query"),
            (THIRD.given(REA="Q"), "K1-X6", "query"),
        ),
    ),
)
FACTS = (
    *OLD,
    _new(
        2022,
        (date(2014, 9, 1), date(2015, 8, 31)),
        ("21.0", "22.0"),
        "2014-11-05",
        dates={"moderation": (date(2022, 6, 28), True)},
    ),
    _new(
        2023,
        (date(2015, 9, 1), date(2016, 8, 31)),
        ("22.0", "23.0"),
        "2016-02-29",
        dates={"authority": (date(2023, 7, 21), True)},
    ),
)
