"""What a check says of the form of each product's files: what the table says it tells."""

import json
from pathlib import Path

import pytest

from keystage.cli.main import run
from keystage.synth.model import Authority, Collection, Phase
from keystage.synth.places import schools
from keystage.synth.returns import dialects, one
from keystage.synth.returns.dialects import versions
from keystage.synth.writing import ctf_bytes, file_name

SUMMER = 2024
OF_FORM = ("CTF-", "XML-", "H0", "H1", "E0")


@pytest.mark.parametrize("collection", Collection)
def test_the_form_of_a_file_is_remarked_on_as_told_and_once(
    collection: Collection, tmp_path: Path
) -> None:
    authority = Authority("999", 36, 7)
    whole = [one for one in schools(authority) if one.phase is Phase.PRIMARY]
    writing = [
        name
        for name, dialect in dialects().items()
        if dialect.writes(collection, SUMMER)
    ]
    told = {}
    for here, name in zip(whole, writing, strict=False):
        made = one(authority, here, SUMMER, collection)
        made.dialect = name
        made.header["CTFversion"] = versions(dialects()[name].version, SUMMER)
        path = tmp_path / name / file_name(made)
        path.parent.mkdir()
        path.write_bytes(ctf_bytes(made))
        told[path.as_posix()] = sorted(dialects()[name].tells)
    assert len(told) == len(writing)
    report = tmp_path / "found.json"
    assert run(["check", str(tmp_path), "--output", str(report)]) == 0
    for file in json.loads(report.read_text())["files"]:
        rules = [one["rule"] for one in file["findings"]]
        form = sorted(rule for rule in rules if rule.startswith(OF_FORM))
        assert form == told[file["path"]]
