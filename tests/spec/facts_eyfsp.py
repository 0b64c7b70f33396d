"""The early years foundation stage profile, 2024 to 2027."""

from datetime import date

from tests.spec.facts import Child, Facts

GOALS = {
    "E01": "Listening, attention and understanding",
    "E02": "Speaking",
    "E03": "Self-regulation",
    "E04": "Managing self",
    "E05": "Building relationships",
    "E06": "Gross motor skills",
    "E07": "Fine motor skills",
    "E08": "Comprehension",
    "E09": "Word reading",
    "E10": "Writing",
    "E11": "Number",
    "E12": "Numerical patterns",
    "E13": "Past and present",
    "E14": "People, culture and communities",
    "E15": "The natural world",
    "E16": "Creating with materials",
    "E17": "Being imaginative and expressive",
}
ROWS = {
    "E01": ("EYF", "COM", "FA", "E01", "FD"),
    "E02": ("EYF", "COM", "FA", "E02", "FD"),
    "E03": ("EYF", "PSE", "FA", "E03", "FD"),
    "E04": ("EYF", "PSE", "FA", "E04", "FD"),
    "E05": ("EYF", "PSE", "FA", "E05", "FD"),
    "E06": ("EYF", "PHY", "FA", "E06", "FD"),
    "E07": ("EYF", "PHY", "FA", "E07", "FD"),
    "E08": ("EYF", "LIT", "FA", "E08", "FD"),
    "E09": ("EYF", "LIT", "FA", "E09", "FD"),
    "E10": ("EYF", "LIT", "FA", "E10", "FD"),
    "E11": ("EYF", "MAT", "FA", "E11", "FD"),
    "E12": ("EYF", "MAT", "FA", "E12", "FD"),
    "E13": ("EYF", "UTW", "FA", "E13", "FD"),
    "E14": ("EYF", "UTW", "FA", "E14", "FD"),
    "E15": ("EYF", "UTW", "FA", "E15", "FD"),
    "E16": ("EYF", "EXP", "FA", "E16", "FD"),
    "E17": ("EYF", "EXP", "FA", "E17", "FD"),
}
GLD = {
    "E01",
    "E02",
    "E03",
    "E04",
    "E05",
    "E06",
    "E07",
    "E08",
    "E09",
    "E10",
    "E11",
    "E12",
}
COMMUNICATION_AND_LITERACY = {"E01", "E02", "E08", "E09", "E10"}
MINA = Child(
    upn="Y004100123001",
    dob="2018-11-05",
    nc_year="R",
    cohort="reception",
    results={
        "E01": "2",
        "E02": "2",
        "E03": "1",
        "E04": "2",
        "E05": "2",
        "E06": "2",
        "E07": "2",
        "E08": "2",
        "E09": "1",
        "E10": "1",
        "E11": "2",
        "E12": "2",
        "E13": "2",
        "E14": "2",
        "E15": "2",
        "E16": "2",
        "E17": "2",
    },
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
        title=f"Early years foundation stage profile {book[-4:]}",
        status="statutory",
        provisional=provisional,
        windows={"reception": born},
        components=GOALS,
        codes=dict.fromkeys(GOALS, ("1", "2", "A")),
        rows=ROWS,
        points={"1": 1, "2": 2},
        versions=versions,
        destination="la",
        tag="FSP",
        dates=dates or {},
        valid=mina,
        wrong=(
            (mina.given(E10="3"), "R02", "error"),
            (mina.given(E10="A"), "EY-X1", "error"),
            (mina.given(E17=""), "EY-X2", "error"),
        ),
    )


FACTS = (
    _facts(
        "eyfsp-2024",
        (date(2018, 9, 1), date(2019, 8, 31)),
        ("23.0", "24.0"),
        MINA,
        dates={
            "collection_opens": (date(2024, 6, 3), True),
            "authority": (date(2024, 7, 12), True),
            "corrections": (date(2024, 7, 31), True),
        },
    ),
    _facts(
        "eyfsp-2025",
        (date(2019, 9, 1), date(2020, 8, 31)),
        ("24.0", "25.0"),
        MINA.but(dob="2020-02-29"),
    ),
    _facts(
        "eyfsp-2026",
        (date(2020, 9, 1), date(2021, 8, 31)),
        ("25.0", "26.0"),
        MINA.but(dob="2020-09-01"),
        dates={
            "school": (date(2026, 6, 30), True),
            "authority": (date(2026, 7, 31), True),
        },
    ),
    _facts(
        "eyfsp-2027",
        (date(2021, 9, 1), date(2022, 8, 31)),
        ("26.0", "27.0"),
        MINA.but(dob="2022-08-31"),
        provisional=True,
    ),
)
