"""The files that are written afresh: clean ones, and ones with ordinary mistakes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from keystage.cli.demo import people
from keystage.core.records import CtfFile, Header, Kind, Pupil, School
from keystage.ctf.write import write

AUTHORITY, SUMMER = "999", 2026
_SENT = "2026-06-08T09:30:00"
_AREAS = {
    "COM": "E01 E02",
    "PSE": "E03 E04 E05",
    "PHY": "E06 E07",
    "LIT": "E08 E09 E10",
    "MAT": "E11 E12",
    "UTW": "E13 E14 E15",
    "EXP": "E16 E17",
}
GOALS = {goal: area for area, goals in _AREAS.items() for goal in goals.split()}
KS2_PARTS = {"REA": "ENG", "WRI": "ENG", "MAT": "MAT", "SCI": "SCI"}


def goal(name: str, year: int = SUMMER) -> Kind:
    """Return the kind of the result for an early learning goal, `E12`."""
    return Kind("EYF", "ENG", str(year), GOALS[name], "FA", name, "R", "FD")


def phonics(qualifier: str) -> Kind:
    """Return the kind of a phonics mark (`NM`) or outcome (`NY`)."""
    return Kind("KS1", "ENG", str(SUMMER), "PHO", "TT", "CHK", "R", qualifier)


def ks2(part: str) -> Kind:
    """Return the kind of a key stage 2 teacher assessment, `WRI`."""
    return Kind("KS2", "ENG", str(SUMMER), KS2_PARTS[part], "TA", part, "R", "NC")


def reception(estab: str, size: int, year: int = SUMMER) -> list[Pupil]:
    """Return a reception class, all goals assessed."""
    first = date(year - 6, 9, 1)
    found = []
    for number in range(1, size + 1):
        child = people.pupil(estab, number, "R", first)
        # Every fifth child has not reached the literacy and mathematics goals.
        low = number % 5 == 0
        results = {
            goal(name, year): "1" if low and area in {"LIT", "MAT"} else "2"
            for name, area in GOALS.items()
        }
        found.append(people.with_results(child, results))
    return found


def year_one(estab: str, size: int) -> list[Pupil]:
    """Return a year 1 class with its phonics marks."""
    first = date(SUMMER - 7, 9, 1)
    return [
        people.with_results(
            people.pupil(estab, number + 100, "1", first),
            {phonics("NM"): str(40 - number * 3 % 29)},
        )
        for number in range(1, size + 1)
    ]


def year_six(estab: str, size: int) -> list[Pupil]:
    """Return a year 6 class with its writing and science."""
    first = date(SUMMER - 12, 9, 1)
    return [
        people.with_results(
            people.pupil(estab, number + 600, "6", first),
            {
                ks2("WRI"): ("EXS", "GDS", "WTS", "EXS")[number % 4],
                ks2("SCI"): ("EXS", "EXS", "HNM")[number % 3],
            },
        )
        for number in range(1, size + 1)
    ]


def file(
    estab: str,
    name: str,
    pupils: list[Pupil],
    *,
    supplier: str = "Arbor",
    destination: str = AUTHORITY,
    year: int = SUMMER,
) -> bytes:
    """Return a file of `pupils` from an invented school, as the writer writes it."""
    header = Header(
        document_name="Common Transfer File",
        version="26.0" if year == SUMMER else "25.0",
        date_time=_SENT,
        qualifier="partial",
        descriptor="Key stage results",
        supplier=supplier,
        source=School(
            la=AUTHORITY,
            estab=estab,
            urn=f"99{estab}",
            name=name,
            academic_year=str(year - 1),
        ),
        destination=School(la=destination, estab="LLLL"),
    )
    return write(CtfFile(header=header, pupils=pupils))


def change(pupils: list[Pupil], number: int, results: Mapping[Kind, str]) -> None:
    """Give pupil `number` (from 1) these results too, '' taking one away."""
    child = pupils[number - 1]
    held = {part.kind: part.result for part in child.assessments} | dict(results)
    kept = {kind: value for kind, value in held.items() if value}
    pupils[number - 1] = people.with_results(child, kept)


def edit(pupils: list[Pupil], number: int, **fields: str) -> None:
    """Put other texts into fields of pupil `number` (from 1)."""
    pupils[number - 1] = replace(pupils[number - 1], **fields)  # type: ignore[arg-type]  # all text


def quillwater() -> bytes:
    """Return a class typed in a hurry: an old code, a gap, a half exemption."""
    pupils = reception("2002", 14)
    change(pupils, 2, {goal("E12"): "3", goal("E09"): "3"})
    change(pupils, 6, {goal("E17"): ""})
    change(pupils, 9, {goal("E01"): "A"})
    return file("2002", "Quillwater Infant School", pupils)


def marrowby() -> bytes:
    """Return phonics marks beyond 40, and a mark for an absent pupil."""
    pupils = year_one("2003", 16)
    change(pupils, 3, {phonics("NM"): "41"})
    change(pupils, 7, {phonics("NM"): "0", phonics("NY"): "A"})
    change(pupils, 8, {phonics("NM"): "3o"})
    return file("2003", "Marrowby CofE Primary School", pupils, supplier="SIMS")


def saltmallow() -> bytes:
    """Return key stage 2 judgements that their subjects do not have."""
    pupils = year_six("2004", 18)
    change(pupils, 4, {ks2("REA"): "GDS"})
    change(pupils, 5, {ks2("SCI"): "PK3"})
    change(pupils, 11, {ks2("SCI"): ""})
    return file("2004", "Saltmallow Junior School", pupils, destination="NAA")


def fennelthorpe() -> bytes:
    """Return good results of children whose identity is not in order."""
    pupils = reception("2005", 12)
    wrong = pupils[3].upn
    edit(pupils, 4, upn=wrong[:11] + wrong[12] + wrong[11])
    edit(pupils, 5, upn=pupils[4].upn.lower())
    edit(pupils, 6, dob="05/11/2020")
    edit(pupils, 7, surname="Cost\u200ba\u202e")
    pupils.append(pupils[0])
    return file("2005", "Fennelthorpe Primary School", pupils, supplier="Bromcom")


def wrenhollow() -> bytes:
    """Return last year's results, sent again by mistake."""
    pupils = reception("2006", 10, SUMMER - 1)
    return file("2006", "Wrenhollow Academy", pupils, year=SUMMER - 1)


def bramblecombe() -> bytes:
    """Return a class with a child whom Kettlewick returns as well."""
    pupils = reception("2008", 11)
    return file("2008", "Bramblecombe Primary School", pupils)


def kettlewick() -> bytes:
    """Return a class with a child who came from Bramblecombe in May."""
    pupils = [*reception("2009", 9), reception("2008", 3)[2]]
    return file("2009", "Kettlewick Primary School", pupils)


FILES: Mapping[str, Callable[[], bytes]] = {
    "9992001_FSP_999LLLL_001.xml": lambda: file(
        "2001", "Larkspur Lane Primary School", reception("2001", 15)
    ),
    "9992001_PHO_999LLLL_001.xml": lambda: file(
        "2001", "Larkspur Lane Primary School", year_one("2001", 15)
    ),
    "9992002_FSP_999LLLL_001.xml": quillwater,
    "9992003_PHO_999LLLL_001.xml": marrowby,
    "9992004_KS2_NAALLLL_001.xml": saltmallow,
    "9992005_FSP_999LLLL_001.xml": fennelthorpe,
    "9992006_FSP_999LLLL_001.xml": wrenhollow,
    # Addressed to the national agency, and saved twice by a browser.
    "9992007_FSP_NAALLLL_001 (1).xml": lambda: file(
        "2007", "Oxlip Meadow Primary School", reception("2007", 13), destination="NAA"
    ),
    "9992008_FSP_999LLLL_001.xml": bramblecombe,
    "9992009_FSP_999LLLL_001.xml": kettlewick,
}
