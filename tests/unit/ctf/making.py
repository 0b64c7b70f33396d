"""Small files made in the test, so that each shows all that matters in it."""

from keystage import ctf
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile

HEADER = (
    "<Header><DocumentName>Common Transfer File</DocumentName>"
    "<CTFversion>25.0</CTFversion><DateTime>2026-06-10T10:00:00</DateTime>"
    "<DocumentQualifier>partial</DocumentQualifier><SupplierID>Made</SupplierID>"
    "<SourceSchool><LEA>999</LEA><Estab>1001</Estab><SchoolName>Larch Lane</SchoolName>"
    "<AcademicYear>2025</AcademicYear></SourceSchool>"
    "<DestSchool><LEA>999</LEA><Estab>LLLL</Estab></DestSchool></Header>"
)
IDENTITY = (
    "<UPN>Y004100123001</UPN><Surname>Ashdown</Surname><Forename>Mina</Forename>"
    "<DOB>2018-11-05</DOB><Sex>F</Sex>"
)
PARTS = (
    ("Locale", "ENG"),
    ("Year", "2026"),
    ("Subject", "ENG"),
    ("Method", "TA"),
    ("Component", "REA"),
    ("ResultStatus", "R"),
    ("ResultQualifier", "NC"),
    ("Result", "EXS"),
)


def result(**changes: str | None) -> str:
    """Return a StageAssessment; a part given as None is left out."""
    inside = "".join(
        f"<{name}>{text}</{name}>"
        for name, usual in PARTS
        if (text := changes.get(name, usual)) is not None
    )
    return f"<StageAssessment>{inside}</StageAssessment>"


def stages(*results: str, stage: str = "<Stage>KS1</Stage>") -> str:
    """Return StageAssessments with one block of results."""
    block = f"<KeyStage>{stage}{''.join(results)}</KeyStage>"
    return f"<StageAssessments>{block}</StageAssessments>"


def pupil(*parts: str, identity: str = IDENTITY) -> str:
    return f"<Pupil>{identity}{''.join(parts)}</Pupil>"


def whole(*pupils: str, header: str = HEADER, root: str = "CTfile") -> str:
    inside = "".join(pupils) or pupil(stages(result()))
    data = f"<CTFpupilData>{inside}</CTFpupilData>"
    return f"<{root}>{header}{data}</{root.split(maxsplit=1)[0]}>"


def read(text: str) -> CtfFile:
    return ctf.read(text.encode())


def found(file: CtfFile, rule: str) -> Finding:
    """Return the only finding of a rule."""
    (finding,) = [each for each in file.findings if each.rule == rule]
    return finding


def rules(file: CtfFile) -> list[str]:
    return [finding.rule for finding in file.findings]


def errors(file: CtfFile) -> list[Finding]:
    return [each for each in file.findings if each.severity is Severity.ERROR]
