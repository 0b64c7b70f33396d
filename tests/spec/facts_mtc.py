"""The multiplication tables check, 2024 to 2027: read for reports, never returned."""

from datetime import date

from tests.spec.facts import Child, Facts

MINA = Child(
    upn="H004100120004",
    dob="2014-11-05",
    nc_year="4",
    cohort="year4",
    results={"MTC": "25"},
)


def _facts(
    book: str,
    born: tuple[date, date],
    versions: tuple[str, str],
    mina: Child,
    *,
    provisional: bool = False,
) -> Facts:
    return Facts(
        book=book,
        title=f"Multiplication tables check {book[-4:]}",
        status="statutory",
        provisional=provisional,
        windows={"year4": born},
        components={"MTC": "Multiplication tables score"},
        codes={"MTC": ("A", "B", "J", "L", "U", "X", "Z", "NAA", "Q", "H")},
        marks={"MTC": (0, 25)},
        rows={"MTC": ("KS2", "MAT", "TT", "MTC", "MT")},
        versions=versions,
        destination="own",
        tag="MTC",
        valid=mina,
        wrong=(
            (mina.given(MTC="26"), "R02", "error"),
            (mina.given(MTC="D"), "R02", "error"),
            (mina.given(MTC=""), "R01", "error"),
        ),
    )


FACTS = (
    _facts("mtc-2024", (date(2013, 9, 2), date(2016, 9, 1)), ("23.0", "24.0"), MINA),
    _facts(
        "mtc-2025",
        (date(2014, 9, 2), date(2017, 9, 1)),
        ("24.0", "25.0"),
        MINA.but(dob="2016-09-01"),
    ),
    _facts(
        "mtc-2026",
        (date(2015, 9, 2), date(2018, 9, 1)),
        ("25.0", "26.0"),
        MINA.but(dob="2017-01-15"),
    ),
    _facts(
        "mtc-2027",
        (date(2016, 9, 2), date(2019, 9, 1)),
        ("26.0", "27.0"),
        MINA.but(dob="2018-08-31"),
        provisional=True,
    ),
)
