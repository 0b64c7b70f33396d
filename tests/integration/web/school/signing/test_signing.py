"""The head looks at what is to be sent, signs it, and it is locked."""

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Return, Version
from tests.integration.web.school.marksheet.room import said, text
from tests.integration.web.school.signing.office import Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_the_head_sees_counts_problems_and_statements_and_signs(room: Office) -> None:
    page = room.page("sign")
    print(page)
    answer = room.signed()
    print(text(answer))
    assert "sent to" in text(answer)
    print(room.page())
    for name in ("versions", "changed", "guidance", "mine", "questions", "unlock", "withdraw", "cells"):
        print(name, room.page(name))
    print(room.page("version", 1))
    print(room.page("difference", 1))
