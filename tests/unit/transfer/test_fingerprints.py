"""A fingerprint is read as people type it, and keys as the service lists them."""

import pytest

from keystage.core.errors import UsageError
from keystage.transfer import fingerprint, public_key, read_fingerprint, read_keys
from keystage.transfer.fingerprints import packed
from tests.unit.transfer.receipts import KEY, NAMED, OTHER, STRANGE


def test_a_fingerprint_is_ten_groups_of_four() -> None:
    assert fingerprint(public_key(KEY)) == NAMED
    assert [len(group) for group in NAMED.split(" ")] == [4] * 10
    assert fingerprint(b"") == "e3b0 c442 98fc 1c14 9afb f4c8 996f b924 27ae 41e4"


@pytest.mark.parametrize("between", ["", " ", ":", "-", " - ", "\n"])
def test_how_it_is_spaced_and_its_capitals_make_no_difference(between: str) -> None:
    typed = f" {between.join(NAMED.split(' '))} ".upper()
    assert read_fingerprint(typed) == NAMED


@pytest.mark.parametrize("typed", ["", NAMED[1:], NAMED + "0", "g" * 40])
def test_what_is_no_fingerprint_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="no fingerprint: write its 40"):
        read_fingerprint(typed)


def test_keys_are_read_from_a_list() -> None:
    keys = [packed(public_key(key)) for key in (KEY, OTHER)]
    assert read_keys(f"# since June\n{keys[0]}\n\n  {keys[1]}\n") == (NAMED, STRANGE)


@pytest.mark.parametrize("text", ["", "# nothing\n", "AAAA", "key", "é"])
def test_what_is_no_list_of_keys_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no list of public keys"):
        read_keys(text)
