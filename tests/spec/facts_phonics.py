"""The phonics screening check, 2024 to 2027."""

from datetime import date

from tests.spec.facts import Child, Facts

MINA = Child(
    upn="Q004100120001",
    dob="2017-11-05",
    nc_year="1",
    cohort="year1",
    results={"mark": "31"},
)


def _facts(
    book: str,
    born: tuple[date, date, date],
    versions: tuple[str, str],
    mina: Child,
    *,
    threshold: tuple[int, date | None, bool],
    provisional: bool = False,
    dates: dict[str, tuple[date, bool]] | None = None,
) -> Facts:
    return Facts(
        book=book,
        title=f"Phonics screening check {book[-4:]}",
        status="statutory",
        provisional=provisional,
        windows={
            "year1": (born[1], born[2]),
            "year2": (born[0], date(born[1].year, 8, 31)),
        },
        components={"mark": "Phonics mark", "outcome": "Phonics outcome"},
        codes={
            "mark": ("A", "D", "L", "Q"),
            "outcome": ("WA", "WT", "A", "D", "L", "Q"),
        },
        marks={"mark": (0, 40)},
        rows={
            "mark": ("KS1", "PHO", "TT", "CHK", "NM"),
            "outcome": ("KS1", "PHO", "TT", "CHK", "NY"),
        },
        unverified_rows=("outcome",),
        versions=versions,
        destination="la",
        tag="PHO",
        threshold=threshold,
        dates=dates or {},
        valid=mina,
        wrong=(
            (mina.given(mark="41"), "PH-X3", "error"),
            (mina.given(outcome="A"), "PH-X1", "error"),
            (mina.given(mark=""), "R01", "error"),
        ),
    )


FACTS = (
    _facts(
        "phonics-2024",
        (date(2016, 9, 1), date(2017, 9, 1), date(2018, 8, 31)),
        ("23.0", "24.0"),
        MINA,
        threshold=(32, date(2024, 6, 24), True),
        dates={
            "check_week": (date(2024, 6, 10), True),
            "threshold": (date(2024, 6, 24), True),
        },
    ),
    _facts(
        "phonics-2025",
        (date(2017, 9, 1), date(2018, 9, 1), date(2019, 8, 31)),
        ("24.0", "25.0"),
        MINA.but(dob="2018-09-01"),
        threshold=(32, date(2025, 9, 1), True),
        dates={"check_week": (date(2025, 6, 9), False)},
    ),
    _facts(
        "phonics-2026",
        (date(2018, 9, 1), date(2019, 9, 1), date(2020, 8, 31)),
        ("25.0", "26.0"),
        MINA.but(dob="2020-02-29"),
        threshold=(32, None, False),
        dates={
            "check_week": (date(2026, 6, 8), True),
            "collection_opens": (date(2026, 6, 8), True),
            "authority": (date(2026, 7, 17), True),
        },
    ),
    _facts(
        "phonics-2027",
        (date(2019, 9, 1), date(2020, 9, 1), date(2021, 8, 31)),
        ("26.0", "27.0"),
        MINA.but(dob="2021-08-31"),
        threshold=(32, None, False),
        provisional=True,
    ),
)
