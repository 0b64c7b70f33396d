"""`--no-names`: strange texts stand everywhere in a file, and none comes out."""

from itertools import count
from pathlib import Path

import pytest

from keystage.cli.main import run
from tests.unit.intake.makers import number

PLANTED = "Zqx"
HEADER = (
    "<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0"
    "</CTFversion><DateTime>2026-06-24T09:00:00</DateTime><SupplierID>S</SupplierID>"
    "<SourceSchool><LEA>999</LEA><Estab>{estab}</Estab><AcademicYear>2025"
    "</AcademicYear></SourceSchool><DestSchool><LEA>999</LEA><Estab>LLLL</Estab>"
    "</DestSchool></Header>"
)
MARK = {
    "Stage": "KS1",
    "Locale": "ENG",
    "Year": "2026",
    "Subject": "PHO",
    "Method": "TT",
    "Component": "CHK",
    "ResultStatus": "R",
    "ResultQualifier": "NM",
    "Result": "33",
}
SERIAL = count()


def strange() -> str:
    """Return a text, and a name for an element, that stands nowhere else."""
    return f"{PLANTED}{next(SERIAL):03}q"


def tag(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>"


def own(text: str = "") -> str:
    """Return an element nobody knows, with a text in it."""
    return tag(strange(), text or strange())


def mark(**parts: str) -> str:
    told = {**MARK, **parts}
    stage = tag("Stage", told.pop("Stage"))
    texts = "".join(tag(*part) for part in told.items())
    return tag("KeyStage", stage + tag("StageAssessment", texts))


def pupil(upn: str) -> str:
    names = ["Surname", "Forename", "DOB", "Sex"]
    results = [mark(), *(mark(**{part: strange()}) for part in MARK)]
    basic = tag("FormerUPN", strange()) + tag("NCyearActual", strange()) + own()
    parts = [
        *(strange(), tag("UPN", upn), *(tag(name, strange()) for name in names)),
        *(tag("BasicDetails", basic), tag("Address", tag("PostCode", strange()))),
        *(tag("Address", own()), own(), own(own(own()))),
        tag("StageAssessments", "".join(results) + own() + tag("KeyStage", own())),
        f'<Surname {strange()}="{strange()}">{strange()}</Surname>',
        tag("Forename", strange() + own()),
        f"<!-- {strange()} --><?{strange()} {strange()}?>",
        f'<x:{strange()} xmlns:x="{strange()}">{strange()}</x:{strange()}>',
    ]
    # The closing tag of the last must fit the one that opens it.
    opened = parts[-1].split()[0].removeprefix("<")
    parts[-1] = parts[-1].rpartition("</")[0] + f"</{opened}>"
    return tag("Pupil", "".join(parts))


def whole(inside: str, estab: str = "1001", root: str = "CTfile") -> str:
    data = HEADER.format(estab=estab) + tag("CTFpupilData", inside)
    return f"<{root}>{data}</{root.split(maxsplit=1)[0]}>"


def broken() -> list[str]:
    """Return files of which nothing is taken, each for another reason."""
    open_ = strange()
    return [
        f"<{strange()}/>",
        whole(tag("Pupil", f"<{strange()}></{strange()}>")),
        whole(tag("Pupil", f"<{strange()}>")),
        whole(tag("Pupil", f"<{open_}>" * 40)),
        whole(tag("Pupil", f"<a {open_}='1' {open_}='2'/>")),
        whole(tag("Pupil", own(f"&{strange()};"))),
        whole(tag("Pupil", own(f"{strange()} < {strange()}"))),
        whole(tag("Pupil", f"<{strange()}:a/>")),
        whole(tag("Pupil", own()))[:-40],
        whole("").replace("Common Transfer File", f"{strange()} transfer"),
    ]


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_no_text_of_a_pupil_comes_out_whatever_stands_where(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for estab in ("1001", "1002"):  # the same child in two schools' files
        inside = pupil(number(1)) + pupil(strange())
        root = f'CTfile xmlns="{strange()}"' if estab == "1002" else "CTfile"
        name = tmp_path / f"999{estab}_PHO_999LLLL_001.xml"
        name.write_text(whole(inside, estab, root), encoding="utf-8")
    for place, text in enumerate(broken()):
        named = tmp_path / f"{strange()}{place}.xml"
        named.write_text(text, encoding="utf-8")
    run(["check", str(tmp_path), "--no-names", "--format", form])
    said = capsys.readouterr()
    assert "XML-MALFORMED" in said.out
    assert "SET-ASIDE" in said.out
    assert PLANTED.lower() not in said.out.lower()
    assert PLANTED.lower() not in said.err.lower()


def test_what_is_planted_does_come_out_where_names_may(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(whole(pupil(number(1))), encoding="utf-8")
    run(["check", str(tmp_path), "--format", "json"])
    said = capsys.readouterr().out
    assert f"/Pupil[1]/{PLANTED}" in said
    assert f"of {PLANTED}" in said
