"""The key receipts are signed with: made once, for the service's eyes, renewed on demand."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from keystage.core.errors import UsageError
from keystage.transfer import read_keys, verify
from keystage_web.audit import signing
from tests.integration.web.files.desk import chosen
from tests.unit.transfer.receipts import receipt

JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of one's own, with a key."""
    signing.make(tmp_path, now=JUNE)
    settings.CONFIG = chosen(data=tmp_path)
    return tmp_path


def test_a_key_is_made_once_and_nobody_else_can_read_it(data: Path) -> None:
    [first] = signing.public_keys()
    assert not signing.make(data, now=JULY)
    assert signing.public_keys() == (first,)
    assert (first.number, first.since, first.until) == (1, JUNE, None)
    for path in (data / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "keys").stat().st_mode) == 0o700
    assert signing.faults(data) == []


def test_what_it_signs_verifies_by_the_key_it_lists(data: Path) -> None:
    [key] = signing.public_keys()
    proof = signing.signed(receipt())
    assert proof == signing.signed(receipt())
    assert verify(proof, fingerprints=[key.fingerprint]).good
    listed = (data / "keys" / "receipts-1.pub").read_text()
    assert read_keys(listed) == (key.fingerprint,)


def test_a_new_key_signs_from_then_on_and_the_old_one_stays_listed(data: Path) -> None:
    before = signing.signed(receipt())
    new = signing.renew(data, now=JULY)
    now, old = signing.public_keys()
    assert now == new
    assert (old.number, old.since, old.until) == (1, JUNE, JULY)
    known = [one.fingerprint for one in (now, old)]
    assert verify(before, fingerprints=known).good
    assert verify(before, fingerprints=known).fingerprint == old.fingerprint
    assert verify(signing.signed(receipt()), fingerprints=[now.fingerprint]).good
    assert not (data / "keys" / "receipts-1.key").exists()
    assert signing.faults(data) == []


def test_a_making_that_was_broken_off_is_ended_by_the_next(tmp_path: Path) -> None:
    signing.make(tmp_path, now=JUNE)
    (tmp_path / "keys" / "receipts-1.pub").unlink()
    private = (tmp_path / "keys" / "receipts-1.key").read_bytes()
    assert "keystage setup" in signing.faults(tmp_path)[0]
    assert signing.make(tmp_path, now=JULY)
    assert (tmp_path / "keys" / "receipts-1.key").read_bytes() == private
    assert signing.faults(tmp_path) == []


def test_without_a_key_nothing_is_signed_and_none_is_renewed(
    tmp_path: Path, settings: Settings
) -> None:
    settings.CONFIG = chosen(data=tmp_path)
    assert signing.public_keys() == ()
    [fault] = signing.faults(tmp_path)
    assert fault.endswith("receipts-1.key. Run: keystage setup")
    with pytest.raises(UsageError, match="There is no key for receipts"):
        signing.signed(receipt())
    with pytest.raises(UsageError, match="keystage setup"):
        signing.renew(tmp_path, now=JULY)


def test_a_key_others_can_read_is_told_with_what_to_do(data: Path) -> None:
    private = data / "keys" / "receipts-1.key"
    private.chmod(0o640)
    assert signing.faults(data) == [
        f"Others can read {private}. Run: chmod 600 {private}"
    ]


@pytest.mark.parametrize("content", [b"", b"no key", b"\xff\xfe"])
def test_a_damaged_private_key_is_named(data: Path, content: bytes) -> None:
    private = data / "keys" / "receipts-1.key"
    private.write_bytes(content)
    [fault] = signing.faults(data)
    assert f"no key for receipts in {private}" in fault
    assert "keystage setup --new-key" in fault


def test_a_private_key_that_is_gone_or_another_is_named(
    data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    signing.make(other, now=JUNE)
    private = data / "keys" / "receipts-1.key"
    private.write_bytes((other / "keys" / "receipts-1.key").read_bytes())
    assert "is not the key it should be" in signing.faults(data)[0]
    private.unlink()
    assert "--new-key" in signing.faults(data)[0]


@pytest.mark.parametrize(
    "content", ["", "# since never\nAAAA\n", "# since 2026-06-10\n"]
)
def test_a_damaged_public_key_is_named(data: Path, content: str) -> None:
    path = data / "keys" / "receipts-1.pub"
    path.write_text(content)
    assert signing.faults(data) == [
        f"{path} is damaged. Bring it back from where the keys are kept apart."
    ]
