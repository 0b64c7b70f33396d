"""Strategies for files of results: mostly sound, with faults of every sort in them."""

from dataclasses import replace

from hypothesis import strategies as st

from keystage.core.records import Assessment, CtfFile, Header, Pupil, School
from tests.unit.intake.makers import (
    GOALS,
    KS1_SUBJECTS,
    ctf_file,
    given,
    kind,
    mark,
    number,
    outcome,
)

_UPNS = st.one_of(
    st.integers(0, 6).map(number),
    st.sampled_from(
        [
            "",
            "A004100123001",
            "004100123002",
            " y0041001 23001",
            "Y00410012300A",
            "Y0041O0123001",
            "1.23E+12",
            "Y040100123001",
            "\u0423004100123001",
            "Y999100123001",
        ]
    ),
)
_NAMES = st.sampled_from(
    [
        *("Ashdown", "O'Brien", "Zo\u00eb", "van  der Berg", "", "\u674e\u5c0f\u9f99"),
        *(
            "Zo\u00c3\u00ab",
            "Ash\u200bdown",
            "\u202enwodhsA",
            "O`Brien",
            "A" * 200,
            "7",
        ),
        *("Smith\u2014Jones", "e\u0301\u0301\u0301\u0301\u0301", "NULL", "\ufffd"),
    ]
)
_BORN = st.sampled_from(
    [
        *("2019-11-05", "2018-12-01", "2020-03-04", "2014-09-09", "", "05/11/2018"),
        *(
            "2019-02-29",
            "25/12/2019",
            "43774",
            "2009-01-01",
            "2031-01-01",
            "0018-11-05",
        ),
        "2019-11-05T00:00:00",
    ]
)
_SEXES = st.sampled_from(["F", "M", "", "f", "Male", "X", " F"])
_VALUES = st.sampled_from(
    [
        *("EXS", "GDS", "WTS", "PK1", "PK5", "EM", "A", "Q", "HNM", "exs", "EXS\u00a0"),
        *(
            "",
            "\u0415XS",
            "1",
            "2",
            "3",
            "Expected",
            "33",
            "0",
            "41",
            "4O",
            "-1",
            "032",
        ),
        *("WA", "wt", "D", "L", "\uff11\uff12", "Absent", "9" * 20),
    ]
)
_YEARS = st.sampled_from([2026, 2026, 2026, 2026, 2025])


@st.composite
def _results(draw: st.DrawFn) -> list[Assessment]:
    sort = draw(st.sampled_from(["phonics", "ks1", "eyfsp", "ks2", "odd"]))
    year = draw(_YEARS)
    if sort == "phonics":
        both = [mark(draw(_VALUES), year), outcome(draw(_VALUES), year)]
        return draw(st.lists(st.sampled_from(both), max_size=3))
    if sort == "eyfsp":
        usual = draw(st.sampled_from(["1", "2", "A"]))
        odd = draw(st.dictionaries(st.sampled_from(sorted(GOALS)), _VALUES, max_size=2))
        return [
            given(kind("EYF", subject, goal, year), odd.get(goal, usual))
            for goal, subject in GOALS.items()
        ]
    stage = "KS2" if sort == "ks2" else "KS1"
    subjects = {"G01": "COM"} if sort == "odd" else KS1_SUBJECTS
    return [
        given(kind(stage, subject, component, year), draw(_VALUES))
        for component, subject in subjects.items()
        if draw(st.integers(0, 9))
    ]


@st.composite
def _pupils(draw: st.DrawFn) -> Pupil:
    many = draw(st.lists(_results(), min_size=1, max_size=2))
    parts = [part for results in many for part in results]
    return Pupil(
        upn=draw(_UPNS),
        surname=draw(_NAMES),
        forename=draw(_NAMES),
        dob=draw(_BORN),
        sex=draw(_SEXES),
        assessments=[replace(part, number=n) for n, part in enumerate(parts, 1)],
    )


_SOUND = Pupil("", "Ashdown", "Mina", "2019-11-05", "F")


@st.composite
def _nearly_sound(draw: st.DrawFn) -> Pupil:
    """Return a pupil with at most one field in need of a repair."""
    one = Pupil(
        upn=number(draw(st.integers(0, 900))),
        surname=_SOUND.surname,
        forename=_SOUND.forename,
        dob=_SOUND.dob,
        sex=_SOUND.sex,
        assessments=[mark(draw(st.sampled_from(["33", "12", "a", "33\u00a0"])))],
    )
    field = draw(st.sampled_from(["upn", "surname", "forename", "dob", "sex", ""]))
    faults = {"upn": _UPNS, "dob": _BORN, "sex": _SEXES}
    if field:
        setattr(one, field, draw(faults.get(field, _NAMES)))
    return one


@st.composite
def files(draw: st.DrawFn, estab: str = "1001") -> CtfFile:
    """Return a file of one school in which anything may be wrong."""
    pupils = draw(
        st.lists(st.one_of(_pupils(), _nearly_sound()), min_size=1, max_size=6)
    )
    file = ctf_file(pupils, estab=estab)
    file.header = Header(
        document_name="Common Transfer File",
        version=draw(st.sampled_from(["25.0", "26.0", "9.9", "", "25"])),
        date_time=draw(
            st.sampled_from(["2026-06-24T09:00:00", "", "2030-01-01T00:00:00", "x"])
        ),
        qualifier="partial",
        supplier=draw(st.sampled_from(["Bromcom", "", "Invented"])),
        source=School("999", estab, "", "Hollow Lane", "2025"),
        destination=draw(
            st.sampled_from(
                [
                    School("999", "LLLL"),
                    School("NAA", "LLLL"),
                    School("999", estab),
                    School("XXX", "XXXX"),
                    School(),
                ]
            )
        ),
    )
    return file


names = st.sampled_from(
    [
        "9991001_PHO_999LLLL_001.xml",
        "9991001_KS1_999LLLL_001 (1).xml",
        "9991002_FSP_999LLLL_001.xml",
        "results final (2) NEW.xml",
    ]
)
