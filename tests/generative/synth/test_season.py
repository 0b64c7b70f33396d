"""Whatever the seed: files alone as among all, and every clean one taken."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from keystage import ctf
from keystage.synth.key import Key
from keystage.synth.model import Authority, Collection
from keystage.synth.places import DISTRICT
from keystage.synth.returns import Return, returns
from keystage.synth.season import Plan, Written, steps
from keystage.synth.writing import ctf_bytes
from tests.conftest import SCALE

seeds = st.integers(min_value=0, max_value=2**63 - 1)
few = settings(max_examples=max(2, round(20 * SCALE)))
BYTES = "5ecfa3ea0cddb34f06e472dce0b94abdd69e44cc1b49dbfcb5e0cef2c774863a"


class Silent:
    """A keeper that has nothing to say."""

    def clean(self, _: int, __: int, ___: Sequence[Return]) -> Iterator[str]:
        return iter(())

    def of_school(self, _: int, __: int, ___: Sequence[Written]) -> Iterator[str]:
        return iter(())

    def finish(self, _: int) -> Iterator[str]:
        return iter(())

    def end(self) -> Iterator[str]:
        return iter(())


def sent_of(plan: Plan) -> dict[str, bytes]:
    """Return the files schools sent, and their rolls, of a plan without workbooks."""
    key = Key(plan.authority, plan.collections)
    return {
        one.path: one.data
        for step in steps(plan, key)
        for one in step.pieces
        if not one.more and not one.path.endswith((".toml", ".md"))
    }


@few
@given(seed=seeds, index=st.integers(0, DISTRICT - 1), summer=st.integers(2024, 2026))
def test_a_school_made_alone_sends_what_it_sends_among_all(
    seed: int, index: int, summer: int
) -> None:
    collections = (Collection.EYFSP, Collection.PHONICS)
    authority = Authority("999", DISTRICT, seed)
    whole = Plan(authority, (summer,), collections, workbooks=False)
    alone = sent_of(
        Plan(authority, (summer,), collections, workbooks=False, only=index)
    )
    among = sent_of(whole)
    assert alone.items() <= among.items()


@few
@given(seed=seeds, index=st.integers(0, DISTRICT - 1), summer=st.integers(2022, 2027))
def test_every_clean_file_is_read_with_no_more_than_a_word_on_its_form(
    seed: int, index: int, summer: int
) -> None:
    authority = Authority("998", DISTRICT, seed)
    for made in returns(authority, index, summer, list(Collection)):
        file = ctf.read(ctf_bytes(made))
        assert len(file.pupils) == len(made.rows)
        assert not [one for one in file.findings if one.severity == "error"]


def test_one_seed_gives_these_bytes_on_every_machine() -> None:
    plan = Plan(
        Authority("999", 5, 7), (2024, 2025), tuple(Collection), 0, workbooks=False
    )
    digest = sha256()
    for step in steps(plan, Silent()):
        for one in step.pieces:
            digest.update(one.path.encode() + one.data)
    assert digest.hexdigest() == BYTES
