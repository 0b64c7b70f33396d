"""What cannot be done with a return is told kindly, on a page that is there."""

from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.models import Round, Version
from keystage_web.returns.refusals import Reused, Stale, Unfinished
from keystage_web.returns.states import Declaration
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.signing.office import Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def stopped(monkeypatch: pytest.MonkeyPatch, action: str, fault: Exception) -> None:
    """Let something come between the page and the action."""

    def refuse(**_told: Any) -> None:
        raise fault

    monkeypatch.setattr(actions, action, refuse)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Stale("x"), "Somebody has changed it since. Look again"),
        (Reused("x"), "Load the page again, and send it once more."),
        (UsageError("x"), "Load the page again, and send it once more."),
    ],
)
def test_a_refusal_leads_back_to_the_return_and_says_what_to_do(
    room: Office, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    stopped(monkeypatch, "not_late", fault)
    answer = room.send("not-late", {})
    assert answer.redirect_chain[-1][0] == room.at()
    assert said in text(answer)


def test_what_turns_out_to_be_unfinished_is_looked_at_again(
    room: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    Round.unscoped.update(declaration=Declaration.APART)
    stopped(monkeypatch, "submit", Unfinished())
    answer = room.send("sign", room.form("sign"))
    assert answer.status_code == 422
    assert "Something has changed: look again, then send." in text(answer)
    monkeypatch.undo()
    room.signed()
    stopped(monkeypatch, "confirm", Unfinished())
    answer = room.send("confirm", room.form("confirm"))
    assert "Something has changed: look again, then confirm." in text(answer)
    assert not Version.unscoped.get().confirmations.exists()


@pytest.mark.parametrize("name", ["", "sign", "versions", "late", "mine", "confirm"])
def test_a_round_that_is_not_there_is_not_found(room: Office, name: str) -> None:
    there = room.at(name).replace(room.desk.round, "0" * 16)
    assert room.client().get(there).status_code == 404


def test_who_runs_a_setting_signs_its_return(room: Office) -> None:
    told = room.form("sign", role=Role.SETTING)
    assert "sent to Local authority" in text(room.send("sign", told, role=Role.SETTING))
    assert Version.unscoped.get().role == Role.SETTING
