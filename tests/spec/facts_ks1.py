"""Key stage 1 teacher assessment, optional, 2024 to 2027."""

from datetime import date

from tests.spec.facts import Child, Facts

SUBJECT = ("GDS", "EXS", "WTS", "PK4", "PK3", "PK2", "PK1", "EM", "A", "Q")
MINA = Child(
    upn="Q004100120001",
    dob="2016-11-05",
    nc_year="2",
    cohort="year2",
    results={"REA": "EXS", "WRI": "WTS", "MAT": "GDS", "SCI": "EXS"},
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
        title=f"Key stage 1 teacher assessment (optional) {book[-4:]}",
        status="optional_collected",
        provisional=provisional,
        windows={"year2": born},
        components={
            "REA": "Reading",
            "WRI": "Writing",
            "MAT": "Maths",
            "SCI": "Science",
        },
        codes={
            "REA": SUBJECT,
            "WRI": SUBJECT,
            "MAT": SUBJECT,
            "SCI": ("EXS", "HNM", "A", "Q"),
        },
        rows={
            "REA": ("KS1", "ENG", "TA", "REA", "NC"),
            "WRI": ("KS1", "ENG", "TA", "WRI", "NC"),
            "MAT": ("KS1", "MAT", "TA", "MAT", "NC"),
            "SCI": ("KS1", "SCI", "TA", "SCI", "NC"),
        },
        versions=versions,
        destination="la",
        tag="KS1",
        valid=mina,
        wrong=(
            (mina.given(MAT="PK5"), "R02", "error"),
            (mina.given(SCI="GDS"), "R02", "error"),
            (mina.given(WRI=""), "K1-X1", "error"),
        ),
    )


FACTS = (
    _facts(
        "ks1-2024",
        (date(2016, 9, 1), date(2017, 8, 31)),
        ("23.0", "24.0"),
        MINA,
    ),
    _facts(
        "ks1-2025",
        (date(2017, 9, 1), date(2018, 8, 31)),
        ("24.0", "25.0"),
        MINA.but(dob="2017-09-01"),
    ),
    _facts(
        "ks1-2026",
        (date(2018, 9, 1), date(2019, 8, 31)),
        ("25.0", "26.0"),
        MINA.but(dob="2019-02-28"),
    ),
    _facts(
        "ks1-2027",
        (date(2019, 9, 1), date(2020, 8, 31)),
        ("26.0", "27.0"),
        MINA.but(dob="2020-08-31"),
        provisional=True,
    ),
)
