"""`keystage audit verify`, as a person runs it."""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from keystage.core.errors import UsageError
from keystage_web.audit import guards
from keystage_web.audit.models import Event, Payload
from keystage_web.verbs import audit as verb
from keystage_web.verbs.runs import audit
from tests.integration.web.audit.story import ASH, a_season
from tests.processes import LIMIT
from tests.service import installed
from tests.service.unguarded import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def asked(*words: str) -> argparse.Namespace:
    """Return the words of a command line as the verb gets them."""
    parser = argparse.ArgumentParser()
    verb.configure(parser)
    return parser.parse_args(["verify", *words])


def test_a_sound_audit_is_told_with_its_erasures_and_a_checkpoint_to_keep(
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_season(ASH, random.Random(1))
    assert audit.run(asked()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "Authority 'ash-999': 12 events",
        "  3 erased under policy results-3-years, by event 11",
    ]
    kept = lines[2].removeprefix("  Checkpoint: ")
    assert lines[3:] == ["Nothing was changed."]
    assert audit.run(asked("--checkpoint", kept, "--authority", ASH)) == 0
    other = kept[:-4] + "0000"
    assert audit.run(asked("--checkpoint", other)) == 1
    assert "event 12: is not what it was when" in capsys.readouterr().out


def test_what_is_wrong_is_told_by_event_and_the_exit_code_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_season(ASH, random.Random(1))
    with unguarded():
        Event.objects.filter(authority=ASH, number=4).update(by="person-9")
        Payload.objects.filter(authority=ASH, number__in=(7, 8)).delete()
    assert audit.run(asked()) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "Authority 'ash-999', event 4: its header was changed after it was written",
        "Authority 'ash-999', event 7: what it tells was taken away, and under no policy",
        "Authority 'ash-999', event 8: what it tells was taken away, and under no policy",
    ]
    assert told[-1] == "3 faults found."
    with unguarded():
        Event.objects.filter(authority=ASH, number__gt=9).delete()
    assert audit.run(asked("--format", "json")) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    cut = [one for one in found if one["fault"] == "missing"]
    assert [(one["event"], one["last"]) for one in cut] == [(10, 12)]
    assert cut[0]["sentence"].startswith("Authority 'ash-999', events 10 to 12: not")
    assert found[-1]["events"] == 9


def test_a_database_that_breaks_off_is_a_sentence_and_not_all_is_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: object) -> list[str]:
        message = "file is malformed in row of Ann Smith"
        raise DatabaseError(message)

    monkeypatch.setattr(guards, "missing", broken)
    with pytest.raises(UsageError, match=r"read to its end \(DatabaseError\)") as found:
        audit.run(asked())
    assert "Ann" not in str(found.value)
    assert connection.vendor


@pytest.mark.parametrize("wrong", ["", "ash-999:1", "ash 999:1:" + "0" * 64])
def test_a_checkpoint_that_is_none_is_refused(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked("--checkpoint", wrong)
    assert "is not a checkpoint as this command prints it" in capsys.readouterr().err


def test_on_an_installation_of_its_own_it_tells_a_hand_in_the_file(
    tmp_path: Path,
) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    data = tmp_path / "data"
    environment = {**kept, "KEYSTAGE_DATA": str(data), "KEYSTAGE_HTTPS": "off"}

    def keystage(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "keystage.cli", *words],
            check=False,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )

    before = keystage("audit", "verify")
    assert before.returncode == 2
    assert "keystage setup" in before.stderr
    installed.alone(data)
    assert keystage("audit", "verify").stdout == "Nothing was changed.\n"
    with sqlite3.connect(data / "db" / "keystage.sqlite3") as line:
        line.execute("INSERT INTO audit_head VALUES ('ash-999', 2, 'x')")
        line.execute("DROP TRIGGER audit_head_delete")
        line.commit()
    line.close()
    after = keystage("audit", "verify")
    assert after.returncode == 1
    assert "audit_head_delete: the database is not guarded" in after.stdout
    assert "Authority 'ash-999', events 1 to 2: not there any more" in after.stdout
