"""The early years foundation stage profile: old goals 2017 to 2019, new ones 2022, 2023."""

from datetime import date

from tests.spec import facts_eyfsp
from tests.spec.facts import Child, Coding, Facts

OLD_GOALS = {
    "G01": "Listening and attention",
    "G02": "Understanding",
    "G03": "Speaking",
    "G04": "Moving and handling",
    "G05": "Health and self-care",
    "G06": "Self-confidence and self-awareness",
    "G07": "Managing feelings and behaviour",
    "G08": "Making relationships",
    "G09": "Reading",
    "G10": "Writing",
    "G11": "Numbers",
    "G12": "Shape, space and measures",
    "G13": "People and communities",
    "G14": "The world",
    "G15": "Technology",
    "G16": "Exploring and using media and materials",
    "G17": "Being imaginative",
}
OLD_AREAS = {
    "COM": ("G01", "G02", "G03"),
    "PHY": ("G04", "G05"),
    "PSE": ("G06", "G07", "G08"),
    "LIT": ("G09", "G10"),
    "MAT": ("G11", "G12"),
    "UTW": ("G13", "G14", "G15"),
    "EXP": ("G16", "G17"),
}
OLD_ROWS: dict[str, Coding] = {
    goal: ("EYF", area, "FA", goal, "FD")
    for area, goals in OLD_AREAS.items()
    for goal in goals
}
OLD_GLD = {
    *("G01", "G02", "G03", "G04", "G05", "G06"),
    *("G07", "G08", "G09", "G10", "G11", "G12"),
}
OLD_COMMUNICATION_AND_LITERACY = {"G01", "G02", "G03", "G09", "G10"}
NOOR = Child(
    upn="Y004100123001",
    dob="2011-11-05",
    nc_year="R",
    cohort="reception",
    results={
        **dict.fromkeys(("G01", "G02", "G03", "G04", "G05"), "2"),
        **dict.fromkeys(("G06", "G07", "G08"), "3"),
        **dict.fromkeys(("G09", "G10", "G11", "G12"), "1"),
        **dict.fromkeys(("G13", "G14", "G15", "G16", "G17"), "2"),
    },
)


def _old(
    year: int,
    born: tuple[date, date],
    versions: tuple[str, str],
    noor: Child,
    *,
    dates: dict[str, tuple[date, bool]],
) -> Facts:
    return Facts(
        book=f"eyfsp-{year}",
        title=f"Early years foundation stage profile {year}",
        status="statutory",
        windows={"reception": born},
        components=OLD_GOALS,
        codes=dict.fromkeys(OLD_GOALS, ("1", "2", "3", "A")),
        rows=OLD_ROWS,
        unverified_rows=tuple(OLD_GOALS),
        points={"1": 1, "2": 2, "3": 3},
        versions=versions,
        destination="la",
        tag="FSP",
        dates=dates,
        valid=noor,
        wrong=(
            (noor.given(G10="4"), "R02", "error"),
            (noor.given(G10="A"), "EY-X1", "query"),
            (noor.given(G17=""), "EY-X2", "error"),
        ),
    )


def _new(
    year: int,
    born: tuple[date, date],
    versions: tuple[str, str],
    dob: str,
    *,
    dates: dict[str, tuple[date, bool]],
    mixed: str,
) -> Facts:
    mina = facts_eyfsp.MINA.but(dob=dob)
    return Facts(
        book=f"eyfsp-{year}",
        title=f"Early years foundation stage profile {year}",
        status="statutory",
        windows={"reception": born},
        components=facts_eyfsp.GOALS,
        codes=dict.fromkeys(facts_eyfsp.GOALS, ("1", "2", "A")),
        rows=facts_eyfsp.ROWS,
        points={"1": 1, "2": 2},
        versions=versions,
        destination="la",
        tag="FSP",
        dates=dates,
        valid=mina,
        wrong=(
            (mina.given(E10="3"), "R02", "error"),
            (mina.given(E10="A"), "EY-X1", mixed),
            (mina.given(E17=""), "EY-X2", "error"),
        ),
    )


OLD = (
    _old(
        2017,
        (date(2011, 9, 1), date(2012, 8, 31)),
        ("16.0", "17.0"),
        NOOR,
        dates={"school": (date(2017, 6, 30), False)},
    ),
    _old(
        2018,
        (date(2012, 9, 1), date(2013, 8, 31)),
        ("17.0", "18.0"),
        NOOR.but(dob="2012-09-01"),
        dates={"authority": (date(2018, 9, 7), True)},
    ),
    _old(
        2019,
        (date(2013, 9, 1), date(2014, 8, 31)),
        ("18.0", "19.0"),
        NOOR.but(dob="2014-08-31"),
        dates={"school": (date(2019, 6, 27), True)},
    ),
)
FACTS = (
    *OLD,
    _new(
        2022,
        (date(2016, 9, 1), date(2017, 8, 31)),
        ("21.0", "22.0"),
        "2016-11-05",
        dates={"authority": (date(2022, 7, 29), True)},
        mixed="query",
    ),
    _new(
        2023,
        (date(2017, 9, 1), date(2018, 8, 31)),
        ("22.0", "23.0"),
        "2018-08-31",
        dates={"school": (date(2023, 6, 30), True)},
        mixed="error",
    ),
)
