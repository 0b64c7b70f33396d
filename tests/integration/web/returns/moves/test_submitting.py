"""A return is sent: what stands then is kept for good, and told in one event."""

import hashlib
import json

import pytest

from keystage_web.returns.versions.content import lines
from tests.integration.web.returns.moves.season import ready, state, submit, version

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_what_is_sent_holds_every_pupil_with_their_results() -> None:
    at = ready()
    sent = submit(at)
    row = version(at)
    assert (sent.version, sent.number, sent.again) == (row.id, 1, False)
    assert state(at) == "submitted"
    assert [line.id for line in lines(row.content)] == at.pupils
    assert [line.results["mark"] for line in lines(row.content)] == [
        "30",
        "31",
        "32",
        "33",
    ]
    assert row.digest == hashlib.sha256(row.content.encode()).hexdigest()
    assert json.loads(row.content)["format"] == 1
    assert row.counts["components"]["mark"] == {"mark": 4}
    assert row.counts["pupils"] == row.counts["complete"] == 4
