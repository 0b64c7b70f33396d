"""What a job may carry: ids and names of the code, and nothing that is anybody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.core import upn
from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.jobs import models, values

FORMS = (
    *(values.ID, values.COLLECTION, values.DIGEST, values.EVENT),
    *(values.COUNT, values.FLAG, values.word("eyfsp", "phonics")),
)
UPN = upn.check_letter("004999920001") + "004999920001"
CANARIES = ("Mateus Costa", "Seren", "O'Neil", UPN, UPN.lower(), "2019-03-14")
DATES = ("14/03/2019", "14.03.19", "20190314", "2019/3/4")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("planted", [*CANARIES, *DATES, 20190314, None, ["x"]])
def test_no_form_takes_what_is_a_childs(form: values.Form, planted: object) -> None:
    with pytest.raises(UsageError) as caught:
        values.judged({"it": planted}, {"it": form})
    assert str(planted) not in str(caught.value) or planted is None


def test_the_ids_of_accounts_and_of_jobs_are_of_the_form() -> None:
    for new in (ids.new, models.new):
        told = {"it": new()}
        assert values.judged(told, {"it": values.ID}) == told


@pytest.mark.parametrize("told", [{}, {"file": "x"}, {"pupil": 1, "file": 2}])
def test_a_job_takes_what_its_kind_says_neither_more_nor_less(
    told: dict[str, object],
) -> None:
    with pytest.raises(UsageError, match="pupil"):
        values.judged(told, {"pupil": values.COUNT})


@pytest.mark.parametrize("planted", [*CANARIES[2:], *DATES, "a b", "é"])
def test_a_key_holds_no_number_date_or_sentence(planted: str) -> None:
    for text in (planted, f"mail:{planted}:1"):
        with pytest.raises(UsageError) as caught:
            values.key(text)
        assert text not in str(caught.value)


@pytest.mark.parametrize("text", ["", "x" * 121])
def test_a_key_is_there_and_not_too_long(text: str) -> None:
    with pytest.raises(UsageError):
        values.key(text)


@given(st.lists(st.from_regex(r"[0-9a-hjkmnp-tv-z]{16}", fullmatch=True), max_size=5))
def test_a_key_made_of_ids_is_taken(parts: list[str]) -> None:
    text = ":".join(["files.sweep", *parts])
    assert values.key(text) == text
    assert not values.personal(text)
