"""Two rulebooks written by following CONTRIBUTING, by command line alone, no Python."""

import json
import re
from pathlib import Path

import pytest

from keystage import rulebooks
from tests.integration.doctor.conftest import Desk
from tests.integration.doctor.test_by_which_rules import prediction
from tests.shape.tree import ROOT
from tests.unit.intake.makers import ctf_file, mark, number, pupil

NEXT = 1 + max(int(name.split("-")[1]) for name in rulebooks.available())


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def guide() -> dict[str, str]:
    """Return the files the guide has one save, by name, as they stand there."""
    text = (ROOT / "docs" / "how-to" / "write-a-rulebook.md").read_text("utf-8")
    names = dict.fromkeys(re.findall(r"`(\w+_\d{4}\.toml)`", text))
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    return dict(zip(names, blocks, strict=True))


def test_the_coming_year_is_started_read_and_checked_by(desk: Desk) -> None:
    said = desk.keystage("rules", "new", NEXT, "--into", "books")
    assert said.code == 0
    assert all(path.suffix == ".toml" for path in Path("books").glob("*/*"))
    assert desk.keystage("rules", "lint", "books").code == 0
    book = f"books/phonics_{NEXT}"
    changed = desk.keystage("rules", "changed", book)
    assert f"{NEXT}: what has changed since {NEXT - 1}" in changed.out
    assert "Provisional" in desk.keystage("rules", "show", book).out
    child = pupil(1, [mark("33", NEXT)], dob=f"{NEXT - 7}-11-05")
    desk.put("a.xml", ctf_file([child], academic=f"{NEXT - 1}"))
    rules = ("--rulebook", "books")
    said = desk.keystage("check", "a.xml", *rules, "--format", "json")
    (file,) = json.loads(said.out)["files"]
    assert [one["rulebook"]["id"] for one in file["returns"]] == [f"phonics-{NEXT}"]


def test_what_differs_in_a_year_is_said_in_its_files_alone(desk: Desk) -> None:
    desk.keystage("rules", "new", NEXT, "--into", "books")
    folder = Path("books") / f"phonics_{NEXT}"
    words = '[checks.PH-X3]\nmessage = "{value} is no mark of this year."\n'
    (folder / "text.toml").write_text(words)
    (folder / "fields.toml").write_text('[guidance]\nwho = "All in year 1."\n')
    assert desk.keystage("rules", "lint", folder).code == 0
    assert "Who: All in year 1." in desk.keystage("rules", "changed", folder).out
    last = f"phonics-{NEXT - 1}"
    told = desk.keystage("rules", "diff", last, folder).out
    assert "PH-X3 says: [value] is no mark of this year." in told


def test_a_slip_in_a_new_year_is_told_with_its_file_and_place(desk: Desk) -> None:
    desk.keystage("rules", "new", NEXT, "--into", "books")
    file = Path("books") / f"ks2_{NEXT}" / "rulebook.toml"
    text = file.read_text()
    file.write_text(text.replace(f"ks2_{NEXT - 1}", "ks2_1066"))
    said = desk.keystage("rules", "lint", "books")
    assert (said.code, said.out) == (
        1,
        f"ks2_{NEXT}/rulebook.toml: extends: there is no rulebook called ks2_1066.\n",
    )
    assert "5 rulebooks read, 1 fault found" in said.err


def test_an_authoritys_own_collection_is_written_by_the_guide_and_used_by_every_verb(
    desk: Desk,
) -> None:
    files = guide()
    for name, text in files.items():
        Path(name).write_text(text)
    this, following = files
    for name in files:
        assert desk.keystage("rules", "lint", name).code == 0
    page = desk.keystage("rules", "show", this, "--format", "html").out
    assert "<h1" in page
    told = desk.keystage("rules", "diff", this, following)
    assert told.code == 0
    assert "2027" in told.out
    desk.put("sent.xml", ctf_file([pupil(1, [prediction("exs")], dob="2014-11-05")]))
    own = ("--rulebook", this)
    found = desk.keystage("check", "sent.xml", *own).out
    assert "Reading has no prediction" in found
    assert desk.keystage("fix", "sent.xml", "mended.xml", *own).code == 0
    assert "exs → EXS" in desk.keystage("diff", "sent.xml", "mended.xml", *own).out
    said = desk.keystage(
        "convert", "mended.xml", "out.jsonl", "--kind", "ks2predictions", *own
    )
    assert said.code == 0
    assert number(1) in Path("out.jsonl").read_text()
    assert "Maths: expected" in desk.keystage("summary", "mended.xml", *own).out
