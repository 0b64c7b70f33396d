"""A recall is asked first; the receipt tells of it, and leads back to sending."""

import re

import pytest

from keystage_web.accounts.models import Person
from keystage_web.files.models import File
from keystage_web.files.receipts import reference
from keystage_web.files.states import State
from tests.integration.web.files.sent.results import marked, results
from tests.integration.web.files.sent.seat import School, school, told

__all__ = ["school"]
pytestmark = [pytest.mark.database, pytest.mark.django_db]
ALL = (marked("Ann", 1, 31), marked("Bob", 2, 32), marked("Cas", 3, 33))


def test_a_recall_is_asked_first_and_the_receipt_says_when_and_by_whom(
    school: School,
) -> None:
    file = school.sent(results(*ALL))
    page = told(school.client.get(f"/files/{file}/recall"))
    assert "Its results are in no return, so nothing changes there." in page
    school.take(file)
    asked = f"/files/{file}/recall"
    page = told(school.client.get(asked))
    for said in (
        "Recall this file?",
        "is deleted at once. That cannot be undone.",
        "Version 1 of your return for Phonics screening check 2026 no longer counts",
        "Nothing of your return is sent then",
    ):
        assert said in page
    assert File.unscoped.get(id=file).state == State.SENT, "asking changes nothing"
    hub = told(school.client.get(f"/school/results/{school.at.round}/return"))
    assert f'href="{asked}"' in hub, "taken back from the return's own page"
    assert f"Reference of the file: {reference(file)}" in hub
    assert f'href="/files/{file}"' in hub
    more = school.sent(results(marked("Dot", 4, 34)))
    school.take(more, way="add")
    page = told(school.client.get(f"/files/{more}/recall"))
    assert "Version 1, which you sent before, counts again." in page
    done = told(school.client.post(f"/files/{more}/recall", follow=True))
    name = File.unscoped.get(id=more).by
    who = Person.unscoped.get(id=name).name
    for said in (
        "The copy that was kept here is deleted.",
        "its results are in no return.",
        f'href="{school.page}/{school.at.round}"',
    ):
        assert said in done
    for past in ("byte for byte", "held to having taken it", "Not yet"):
        assert past not in done
    again = school.client.get(f"/files/{more}/recall")
    assert again.headers["Location"] == f"/files/{more}"
    said = rf"Recalled</dt>.{{0,80}} 10 June 2026, 10:\d\d:\d\d, {who}"
    assert re.search(said, done)
    listed = told(school.client.get(school.page))
    assert re.search(rf"recalled on 10 June 2026, 10:\d\d \({who}\)", listed)
