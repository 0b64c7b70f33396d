"""`keystage fix`: every repair proved, the rest named, the old file untouched."""

import shutil
from pathlib import Path

import pytest

from keystage import ctf, intake
from keystage.cli import output
from keystage.cli.demo import copied
from keystage.cli.doctor import files
from keystage.core.errors import WriteError
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile, Element
from tests.integration.doctor.conftest import Keystage, Put, listing
from tests.unit.intake.makers import NOW, ctf_file, mark, number, pupil

GOOD = "9991001_PHO_999LLLL_001.xml"


def ill(**fields: str) -> CtfFile:
    """A file with a wrong check letter, odd values, a pupil twice, a wrong address."""
    wrong = [
        pupil(1, [mark("33")]),
        pupil(2, [mark("33")], upn="B" + number(2)[1:]),
        pupil(3, [mark("a")], sex="male"),
        pupil(4, [mark("12\u00a0")], surname="Ash\u200bdown"),
        pupil(1, [mark("33")]),
        pupil(5, [mark("41")]),
    ]
    return ctf_file(wrong, **{"to": "NAA", **fields})


def roll(folder: Path) -> Path:
    """Write the list of the pupils who are due."""
    path = folder / "roll.csv"
    rows = (
        f"{one.upn},{one.surname},{one.forename},{one.dob},1"
        for one in map(pupil, range(1, 6))
    )
    path.write_text("\n".join(["UPN,Surname,Forename,DOB,Year", *rows]))
    return path


def test_a_folder_gets_the_mended_file_under_its_right_name(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path, out = put("9991001_PHO_999LLLL_001 (1).xml", ill()), tmp_path / "out"
    out.mkdir()
    before = path.read_bytes()
    said = keystage("fix", path, out, "--roll", roll(tmp_path))
    mended = ctf.read(out / GOOD)
    assert listing(out) == [GOOD]
    assert path.read_bytes() == before
    assert [one.upn for one in mended.pupils] == [number(at) for at in range(1, 6)]
    assert said.code == 1
    for line in (
        f"born 2019-11-05): UPN: B{number(2)[1:]} → {number(2)} (rule P02)",
        "The file: Destination: NAALLLL → 999LLLL (rule H05)",
        "Surname: Ash<U+200B>down → Ashdown (rule NAME-HIDDEN)",
        "Phonics mark: a → A (rule R02C)",
        "taken out, as the same is said of them elsewhere in the file (rule P03D)",
        "Left alone: nothing in the file says for certain what is right",
        f"Error: Mina Ashdownf ({number(5)}, born 2019-11-05): 41 is not a mark",
        "41 is not a mark",
    ):
        assert line in said.flat
    options = intake.Options(now=NOW)
    again = intake.check_bytes(GOOD, (out / GOOD).read_bytes(), options)
    assert [one.rule for one in again.findings if one.severity is Severity.ERROR] == [
        "PH-X3"
    ]


def test_a_second_time_there_is_nothing_left_to_do(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put(GOOD, ctf_file([pupil(1, [mark("33")], sex="male")]))
    assert keystage("fix", path, tmp_path / "mended.xml").code == 0
    said = keystage("fix", tmp_path / "mended.xml", tmp_path / "again.xml")
    assert said.code == 0
    assert "there is nothing a program can repair. Nothing written." in said.flat
    assert "the name is yours to give" in said.flat
    assert listing(tmp_path) == [GOOD, "mended.xml"]


def test_only_the_rules_named_are_repaired(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path, out = put(GOOD, ill()), tmp_path / "out.xml"
    rules = ("--rule", "p02", "--rule", "H05")
    said = keystage("fix", path, out, *rules, "--roll", roll(tmp_path))
    assert "Repaired: 2" in said.out
    assert "Left alone: not a rule you named" in said.out
    mended = ctf.read(out)
    assert mended.header.destination.la == "999"
    assert mended.pupils[3].surname == "Ash\u200bdown"
    assert len(mended.pupils) == 6


def test_a_dry_run_says_all_and_writes_nothing(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put(GOOD, ill())
    dry = keystage("fix", path, tmp_path / "out.xml", "--dry-run")
    assert listing(tmp_path) == [GOOD]
    assert "(dry run: nothing written)" in dry.flat
    wet = keystage("fix", path, tmp_path / "out.xml")
    assert wet.code == dry.code == 1
    assert wet.out.split("\n\n")[1:] == dry.out.split("\n\n")[1:]


def test_a_wrong_name_alone_is_mended_without_touching_a_byte(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path, out = put("results.xml", ctf_file([pupil(1, [mark("33")])])), tmp_path / "out"
    out.mkdir()
    odd = path.read_bytes().replace(b"  <Header>", b"  <!-- kept --><Header>")
    path.write_bytes(odd)
    said = keystage("fix", path, out)
    assert said.code == 0
    assert (out / GOOD).read_bytes() == odd
    assert keystage("fix", path, out).code == 0
    assert listing(out) == [GOOD, GOOD.replace("001.xml", "002.xml")]


def test_without_its_rule_the_name_stays(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path, out = put("results.xml", ill()), tmp_path / "out"
    out.mkdir()
    keystage("fix", path, out, "--rule", "H05")
    assert listing(out) == ["results.xml"]


def test_a_file_that_cannot_be_named_keeps_its_name(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    setting = ctf_file([pupil(1, [mark("33")], sex="female")], estab="")
    path, out = put("setting.xml", setting), tmp_path / "out"
    out.mkdir()
    keystage("fix", path, out)
    assert listing(out) == ["setting.xml"]
    assert ctf.read(out / "setting.xml").pupils[0].sex == "F"


def test_what_the_new_file_does_not_keep_is_told(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put(GOOD, ill())
    path.write_bytes(path.read_bytes().replace(b"<Header>", b"<!-- x --><Header>", 1))
    said = keystage("fix", path, tmp_path / "out.xml")
    assert "Of the old file, to know: The file holds comments (once)" in said.flat


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"<html><body>Sign in</body></html>", "This is a web page"),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    data: bytes, wanted: str, keystage: Keystage, tmp_path: Path
) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    said = keystage("fix", path, tmp_path / "b.xml")
    assert (said.code, said.out) == (2, "")
    assert wanted in said.err
    assert said.err.startswith(f"keystage: {path}")
    assert listing(tmp_path) == ["a.xml"]


def test_doubtful_texts_are_not_written_as_if_they_were_certain(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put(GOOD, ill())
    path.write_bytes(path.read_bytes().replace(b">33<", b">3<!-- x -->3<"))
    said = keystage("fix", path, tmp_path / "b.xml")
    assert said.code == 2
    assert "must be confirmed" in said.err
    twice = b"<Result>33</Result>"
    path.write_bytes(ctf.write(ctf_file([pupil(at, [mark("33")]) for at in range(9)])))
    path.write_bytes(path.read_bytes().replace(twice, twice + b"<Result>9</Result>"))
    said = keystage("fix", path, tmp_path / "b.xml")
    assert said.code == 2
    assert said.err.rstrip().endswith("And 4 more.")
    assert listing(tmp_path) == [GOOD]


def test_a_second_entry_that_alone_says_something_is_left_with_the_reason(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    file = ctf_file([pupil(1, [mark("33")]), pupil(1, [mark("33")], nc_year="1")])
    file.pupils[0].sections = [Element("Email", "a@b.invalid")]
    said = keystage("fix", put(GOOD, file), tmp_path / "b.xml")
    assert (
        "Left alone: what only this entry says of the pupil would be lost" in said.flat
    )
    assert listing(tmp_path) == [GOOD]


def test_a_rule_nobody_knows_is_said(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    said = keystage("fix", put(GOOD, ill()), tmp_path / "b.xml", "--rule", "P99")
    assert said.code == 2
    assert "There is no rule P99 for this file." in said.err


def test_nothing_is_ever_written_over(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put(GOOD, ill())
    link = tmp_path / "link.xml"
    link.symlink_to(path)
    other = put("other.xml", ill())
    gone = tmp_path / "gone.xml"
    gone.symlink_to(tmp_path / "nowhere")
    for out, wanted in (
        (path, "is the file that is read"),
        (link, "is the file that is read"),
        (other, "is already there"),
        (gone, "is already there"),
        (tmp_path / "no" / "no" / "x.xml", "There is no folder"),
        (other / "x.xml", "There is no folder"),
    ):
        said = keystage("fix", path, out)
        assert said.code == 2
        assert wanted in said.err
    assert other.read_bytes() == ctf.write(ill())


def test_a_version_that_cannot_be_written_is_told_with_what_to_do(
    keystage: Keystage, tmp_path: Path
) -> None:
    path = tmp_path / GOOD
    data = ctf.write(ill()).replace(b">25.0<", b">12.0<")
    path.write_bytes(data.replace(b"Sex>", b"Gender>"))
    said = keystage("fix", path, tmp_path / "b.xml")
    assert said.code == 2
    assert "'12.0'" in said.err
    assert "'keystage convert' writes it in another version" in said.err


def test_a_file_that_lies_after_all_is_not_written(
    put: Put, keystage: Keystage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(GOOD, ill())
    worse = Finding("NEW", Severity.ERROR, "worse")
    real = intake.check_bytes

    def checked(
        name: str, data: bytes, options: intake.Options, **more: object
    ) -> object:
        report = real(name, data, options, **more)  # type: ignore[arg-type]  # passed on
        if name == "out.xml":
            return intake.FileReport(name, None, 0, (*report.findings, worse))
        return report

    monkeypatch.setattr(intake, "check_bytes", checked)
    said = keystage("fix", path, tmp_path / "out.xml")
    assert said.code == 2
    assert "would have an error that its contents did not" in said.err
    assert not (tmp_path / "out.xml").exists()


def test_a_disk_that_forgets_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "data_to_file", lambda _, path: path.write_bytes(b"x"))
    with pytest.raises(WriteError, match="does not hold what was written"):
        files.save(b"all of it", tmp_path / "a.xml")


def test_every_file_of_the_demonstration_gets_no_worse(
    keystage: Keystage, tmp_path: Path
) -> None:
    sent, out = tmp_path / "sent", tmp_path / "out"
    sent.mkdir()
    out.mkdir()
    for name, data in copied.files():
        (sent / name).write_bytes(data)
    for path in sorted(sent.iterdir()):
        before = keystage("check", path).code
        assert keystage("fix", path, out).code <= before
    assert all(keystage("fix", path, sent).code <= 1 for path in out.iterdir())
    shutil.rmtree(sent)


def test_unknown_parts_are_kept_and_other_pupils_too(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    file = ill()
    file.pupils[0].sections.append(Element("TheirOwn", " as it was "))
    keystage("fix", put(GOOD, file), tmp_path / "b.xml")
    part = ctf.read(tmp_path / "b.xml").pupils[0].section("TheirOwn")
    assert part
    assert part.text == " as it was "


def test_a_repair_that_does_not_do_what_it_promises_is_left_and_said(
    put: Put, keystage: Keystage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("a.xml", ctf_file([pupil(1, [mark("33")], surname="Wu\u200b")]))
    found = intake.check_bytes("a.xml", path.read_bytes(), intake.Options(now=NOW))
    monkeypatch.setattr(intake, "check_bytes", lambda *_, **__: found)
    said = keystage("fix", path, tmp_path / "b.xml")
    assert "Left alone: made by itself, its finding stays" in said.flat
    assert listing(tmp_path) == ["a.xml"]


def test_a_folder_that_is_not_there_yet_is_made_for_one_file_too(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    path, out = put(GOOD, ill()), tmp_path / "new" / "mended.xml"
    keystage("fix", path, out, "--dry-run")
    assert not out.parent.exists()
    keystage("fix", path, out)
    assert out.is_file()


def test_a_folder_of_rolls_is_read_as_check_reads_it(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    path, rolls = put(GOOD, ill()), tmp_path / "rolls"
    rolls.mkdir()
    head = "UPN,Surname,Forename,Date of birth,Year group"
    for school in ("9991001", "9991002"):
        (rolls / f"{school} roll.csv").write_text(head + "\n", encoding="utf-8")
    said = keystage("fix", path, tmp_path / "mended.xml", "--roll", rolls)
    assert (said.code, said.err) == (keystage("fix", path, tmp_path / "b.xml").code, "")
    (rolls / "9991001 roll.csv").unlink()
    (rolls / "9991002 roll.csv").unlink()
    said = keystage("fix", path, tmp_path / "c.xml", "--roll", rolls)
    assert "There is no roll in" in said.err


def test_a_folder_where_a_file_is_due_is_called_a_folder(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    path = put(GOOD, ill())
    said = keystage("convert", path, tmp_path / "x.csv", "--columns", tmp_path)
    assert said.code == 2
    assert f"{tmp_path} is a folder" in said.err
