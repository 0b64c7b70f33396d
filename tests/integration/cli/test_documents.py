"""Every JSON a verb prints answers to a JSON Schema that comes with Keystage."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from keystage import changes, intake, rulebooks, transfer
from keystage.cli import clock
from keystage.cli.main import run
from keystage.exports import jsonl
from keystage.reports.summary import plain
from keystage.synth import key
from keystage.synth.conformance import kit
from keystage.synth.conformance.telling import plain as conformed
from tests.integration.cli.test_summary import entry, roll, send
from tests.shape.tree import ROOT

OWN = ROOT / "tests" / "fixtures" / "rulebooks" / "ks2predictions_2026.toml"
FACTS = """
second_half = 2024-06-03
[[school]]
number = "9991001"
left = 2024-05-31
[[school]]
number = "9991002"
joined = {joined}
"""


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 6, 10, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema in the packages, by the name of its file."""
    paths = (ROOT / "src" / "keystage").rglob("schema/*.json")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in paths}


def meets(document: Any) -> str:
    """Hold a document against the schema it names, and return that name."""
    known = schemas()
    parts = [(one["$id"], Resource.from_contents(one)) for one in known.values()]
    registry: Any = Registry().with_resources(parts)
    name = document["schema"]
    validator = jsonschema.Draft202012Validator(known[name], registry=registry)
    validator.validate(document)
    return str(name)


def printed(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    run([*map(str, words), "--format", "json"])
    return json.loads(capsys.readouterr().out)


def test_every_schema_is_itself_sound_and_in_the_hands_of_callers() -> None:
    known = schemas()
    for schema in known.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    given = [intake.schema(), changes.schema(), changes.schema("differences-1")]
    given += [plain.schema(), plain.schema("recheck-1"), rulebooks.schema()]
    given += [jsonl.schema(), kit.schema(), conformed.schema(), key.schema()]
    given += [transfer.schema()]
    assert [one for one in known.values() if one not in given] == [known["who-1"]]


def test_what_check_summary_and_diff_print(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert meets(printed(capsys, "check", sent)) == "findings-1"
    assert meets(printed(capsys, "check", sent, "--no-names")) == "findings-1"
    assert meets(printed(capsys, "diff", sent, sent)) == "differences-1"
    for by in ("sex", "term"):
        assert meets(printed(capsys, "summary", sent, "--by", by)) == "summary-1"
    one, other = sorted(sent.glob("999200[12]_FSP*.xml"))
    assert meets(printed(capsys, "diff", one, other)) == "difference-1"


@pytest.mark.parametrize("rolled", [True, False])
def test_what_the_recheck_list_prints(
    rolled: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    marks = {1: "40", 2: "31", 3: "A", 4: "", 5: "20"}
    words: list[object] = ["--recheck", "--prior"]
    words.append(send(tmp_path / "25", "2001", 2025, marks))
    if rolled:
        lines = [entry("2001", number, 2025, "Oak") for number in (1, 2, 3, 4, 9)]
        words += ["--roll", roll(tmp_path, *lines)]
    document = printed(capsys, "summary", *words)
    assert meets(document) == "recheck-1"
    (school,) = document["schools"]
    reasons = {one["because"] for one in school["pupils"]}
    assert reasons == ({"below", "code", "unknown", "new"} if rolled else reasons)
    assert (school["gone"] is None) is not rolled
    school["pupils"][0]["because"] = "left"
    with pytest.raises(jsonschema.ValidationError):
        meets(document)


def test_what_who_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = tmp_path / "moved.toml"
    for joined, missing in (("2024-06-03", False), ('""', True)):
        facts.write_text(FACTS.format(joined=joined))
        document = printed(capsys, "who", "--collection", "eyfsp", "--facts", facts)
        assert meets(document) == "who-1"
        assert (document["missing"] is not None) is missing


def documents(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    for name in (*rulebooks.available(), OWN):
        yield printed(capsys, "rules", "show", name)


@pytest.mark.uncounted
def test_what_rules_show_prints_of_every_rulebook(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = list(documents(capsys))
    assert {meets(one) for one in shown} == {"rulebook-1"}
    assert len(shown) == len(rulebooks.available()) + 1
    statuses = {one["status"] for one in shown}
    known = schemas()["rulebook-1"]["properties"]["status"]["enum"]
    assert statuses <= set(known)


def test_what_convert_writes_as_json_lines(sent: Path, tmp_path: Path) -> None:
    one, out = sorted(sent.glob("9992001_FSP*.xml"))[0], tmp_path / "out.jsonl"
    assert run(["convert", str(one), str(out)]) == 0
    for line in out.read_text("utf-8").splitlines():
        jsonschema.validate(json.loads(line), jsonl.schema())
