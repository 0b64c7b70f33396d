"""Key stage 2 teacher assessment, 2024 to 2027."""

from datetime import date

from tests.spec.facts import Child, Facts

BELOW = ("PK6", "PK5", "PK4", "PK3", "PK2", "PK1", "EM")
MINA = Child(
    upn="D004100119001",
    dob="2012-11-05",
    nc_year="6",
    cohort="year6",
    results={"WRI": "EXS", "SCI": "HNM"},
)


def _facts(
    book: str,
    born: tuple[date, date],
    versions: tuple[str, str],
    mina: Child,
    *,
    provisional: bool = False,
    dates: dict[str, tuple[date, bool]] | None = None,
) -> Facts:
    return Facts(
        book=book,
        title=f"Key stage 2 teacher assessment {book[-4:]}",
        status="statutory",
        provisional=provisional,
        windows={"year6": born},
        components={
            "REA": "Reading",
            "WRI": "Writing",
            "MAT": "Maths",
            "SCI": "Science",
        },
        codes={  # Q is for central use, and in no list a school is given
            "REA": (*BELOW, "A", "Q"),
            "WRI": ("GDS", "EXS", "WTS", *BELOW, "A", "L", "F", "P", "Q"),
            "MAT": (*BELOW, "A", "Q"),
            "SCI": ("EXS", "HNM", "A", "L", "F", "P", "Q"),
        },
        rows={
            "REA": ("KS2", "ENG", "TA", "REA", "NC"),
            "WRI": ("KS2", "ENG", "TA", "WRI", "NC"),
            "MAT": ("KS2", "MAT", "TA", "MAT", "NC"),
            "SCI": ("KS2", "SCI", "TA", "SCI", "NC"),
        },
        unverified_rows=("REA", "MAT"),
        versions=versions,
        destination="naa",
        tag="KS2",
        dates=dates or {},
        valid=mina,
        wrong=(
            (mina.given(REA="EXS"), "K2-X1", "error"),
            (mina.given(SCI="PK6"), "K2-X5", "error"),
            (mina.given(WRI=""), "K2-X4", "error"),
        ),
    )


FACTS = (
    _facts(
        "ks2-2024",
        (date(2012, 9, 1), date(2013, 8, 31)),
        ("23.0", "24.0"),
        MINA,
        dates={
            "gateway_opens": (date(2024, 5, 20), True),
            "school": (date(2024, 6, 28), True),
        },
    ),
    _facts(
        "ks2-2025",
        (date(2013, 9, 1), date(2014, 8, 31)),
        ("24.0", "25.0"),
        MINA.but(dob="2013-09-01"),
        dates={"school": (date(2025, 6, 27), False)},
    ),
    _facts(
        "ks2-2026",
        (date(2014, 9, 1), date(2015, 8, 31)),
        ("25.0", "26.0"),
        MINA.but(dob="2015-01-15"),
        dates={
            "gateway_opens": (date(2026, 5, 18), True),
            "school": (date(2026, 6, 26), True),
        },
    ),
    _facts(
        "ks2-2027",
        (date(2015, 9, 1), date(2016, 8, 31)),
        ("26.0", "27.0"),
        MINA.but(dob="2016-08-31"),
        provisional=True,
    ),
)
