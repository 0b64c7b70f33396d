"""The phonics screening check, 2017 to 2023, two of them in the autumn."""

from datetime import date

from tests.spec.facts import Child, Facts
from tests.spec.facts_phonics import MINA

YEAR_TWO = MINA.but(nc_year="2", cohort="year2")


def _facts(
    book: str,
    title: str,
    windows: dict[str, tuple[date, date]],
    versions: tuple[str, str],
    *,
    mina: Child,
    shown: date,
    dates: dict[str, tuple[date, bool]],
    rows_seen: bool = False,
) -> Facts:
    codes = ("A", "D", "L", "Q")
    return Facts(
        book=book,
        title=title,
        status="statutory",
        windows=windows,
        components={"mark": "Phonics mark", "outcome": "Phonics outcome"},
        codes={"mark": codes, "outcome": ("WA", "WT", *codes)},
        marks={"mark": (0, 40)},
        rows={
            "mark": ("KS1", "PHO", "TT", "CHK", "NM"),
            "outcome": ("KS1", "PHO", "TT", "CHK", "NY"),
        },
        unverified_rows=("outcome",) if rows_seen else ("mark", "outcome"),
        versions=versions,
        destination="la",
        tag="PHO",
        threshold=(32, shown, True),
        dates=dates,
        valid=mina,
        wrong=(
            (mina.given(mark="41"), "PH-X3", "error"),
            (mina.given(outcome="A"), "PH-X1", "error"),
            (mina.given(mark=""), "R01", "error"),
        ),
    )


def _both(first: int) -> dict[str, tuple[date, date]]:
    """Return the windows where year 2 was born from September `first`, year 1 a year on."""
    return {
        "year1": (date(first + 1, 9, 1), date(first + 2, 8, 31)),
        "year2": (date(first, 9, 1), date(first + 1, 8, 31)),
    }


FACTS = (
    _facts(
        "phonics-2017",
        "Phonics screening check 2017",
        _both(2009),
        ("16.0", "17.0"),
        mina=MINA.but(dob="2010-11-05"),
        shown=date(2017, 6, 26),
        dates={
            "check_week": (date(2017, 6, 12), True),
            "threshold": (date(2017, 6, 26), True),
            "authority": (date(2017, 7, 28), True),
        },
    ),
    _facts(
        "phonics-2018",
        "Phonics screening check 2018",
        _both(2010),
        ("17.0", "18.0"),
        mina=MINA.but(dob="2011-09-01"),
        shown=date(2018, 6, 25),
        dates={"threshold": (date(2018, 6, 25), True)},
    ),
    _facts(
        "phonics-2019",
        "Phonics screening check 2019",
        _both(2011),
        ("18.0", "19.0"),
        mina=MINA.but(dob="2013-08-31"),
        shown=date(2019, 6, 24),
        dates={
            "check_week": (date(2019, 6, 10), True),
            "check_ends": (date(2019, 6, 21), True),
            "threshold": (date(2019, 6, 24), True),
            "declaration": (date(2019, 6, 27), True),
        },
    ),
    _facts(
        "phonics-2020-autumn",
        "Phonics screening check, autumn 2020",
        {"year2": (date(2013, 9, 1), date(2014, 8, 31))},
        ("20.0", "21.0"),
        mina=YEAR_TWO.but(dob="2013-11-05"),
        shown=date(2021, 9, 1),
        dates={
            "collection_opens": (date(2020, 12, 7), True),
            "school": (date(2020, 12, 18), True),
        },
    ),
    _facts(
        "phonics-2021-autumn",
        "Phonics screening check, autumn 2021",
        {"year2": (date(2014, 9, 1), date(2015, 8, 31))},
        ("21.0", "22.0"),
        mina=YEAR_TWO.but(dob="2015-08-31"),
        shown=date(2022, 9, 1),
        dates={"school": (date(2021, 12, 17), True)},
        rows_seen=True,
    ),
    _facts(
        "phonics-2022",
        "Phonics screening check 2022",
        _both(2014),
        ("21.0", "22.0"),
        mina=MINA.but(dob="2016-02-29"),
        shown=date(2022, 6, 20),
        dates={
            "check_week": (date(2022, 6, 6), True),
            "check_ends": (date(2022, 6, 17), True),
            "threshold": (date(2022, 6, 20), True),
            "declaration": (date(2022, 7, 1), True),
        },
        rows_seen=True,
    ),
    _facts(
        "phonics-2023",
        "Phonics screening check 2023",
        _both(2015),
        ("22.0", "23.0"),
        mina=MINA.but(dob="2016-11-05"),
        shown=date(2023, 9, 1),
        dates={"check_week": (date(2023, 6, 12), True)},
        rows_seen=True,
    ),
)
