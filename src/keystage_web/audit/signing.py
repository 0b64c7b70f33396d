"""The key that receipts are signed with, and every public key there ever was.

Each key is two files beneath `keys`: `receipts-2.key`, the private one, and
`receipts-2.pub`, the public one with the moment it was made. Neither is ever changed, so
that a copy of the folder made last year agrees with one made today. A new key takes the
private one before it away; its public one stays, and what it signed still verifies.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from django.conf import settings

from keystage.core.errors import UsageError
from keystage.transfer import Receipt, fingerprint, new_key, public_key, sign
from keystage.transfer.fingerprints import packed, unpacked
from keystage.transfer.signature import PRIVATE, PUBLIC
from keystage_web import keys

_PUBLIC = re.compile(r"receipts-([1-9][0-9]{0,8})\.pub")
_SINCE = "# since "
_MADE_ANEW = (
    "Bring it back from where the keys are kept apart, or make a new one: "
    "keystage setup --new-key"
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key by its number: in base64, its fingerprint, and from when to when it signed.

    `until` is None for the one that signs today.
    """

    number: int
    key: str
    fingerprint: str
    since: datetime
    until: datetime | None = None


def make(data: Path, *, now: datetime) -> bool:
    """Make the first key, unless there is one; return whether it was made."""
    return not _numbers(data) and _made(data, 1, now)


def renew(data: Path, *, now: datetime) -> PublicKey:
    """Make a new key, which signs from now on, and return its public half.

    The private one before it is gone after that. Raises `UsageError` where there was
    none yet.
    """
    numbers = _numbers(data)
    if not numbers:
        raise UsageError("There is no key for receipts yet. Run: keystage setup")
    _made(data, numbers[-1] + 1, now)
    for number in numbers:
        _private(data, number).unlink(missing_ok=True)
    return listed(data)[0]


def faults(data: Path) -> list[str]:
    """Return a sentence for each thing that is wrong with the key."""
    numbers = _numbers(data)
    if not numbers:
        wanted = _private(data, 1)
        return [f"There is no key for receipts in {wanted}. Run: keystage setup"]
    wanted = _private(data, numbers[-1])
    if not wanted.is_file():
        return [f"There is no key for receipts in {wanted}. {_MADE_ANEW}"]
    try:
        known, own = listed(data)[0].key, packed(public_key(_read(wanted)))
    except UsageError as error:
        return [str(error)]
    if known != own:
        return [f"{wanted} is not the key it should be. {_MADE_ANEW}"]
    return keys.loose(wanted)


def public_keys() -> tuple[PublicKey, ...]:
    """Return every public key of this installation, the one that signs today first."""
    return listed(settings.CONFIG.data)


def signed(receipt: Receipt) -> bytes:
    """Return the file of a receipt, signed: the same bytes as long as the key is.

    Raises `UsageError` without a key, and for what a receipt cannot say.
    """
    data: Path = settings.CONFIG.data
    numbers = _numbers(data)
    return sign(receipt, _read(_private(data, numbers[-1] if numbers else 1)))


def listed(data: Path) -> tuple[PublicKey, ...]:
    """Return the public keys in a data folder, the newest first.

    Raises `UsageError` where a file of one is damaged.
    """
    found = [_public(data, number) for number in _numbers(data)]
    ended = [
        PublicKey(one.number, one.key, one.fingerprint, one.since, after.since)
        for one, after in pairwise(found)
    ]
    return tuple(reversed([*ended, *found[-1:]]))


def _made(data: Path, number: int, now: datetime) -> bool:
    """Lay both files. A private one that a broken-off making left is taken as it is."""
    private = _private(data, number)
    keys.lay(private, packed(new_key()))
    public = packed(public_key(_read(private)))
    told = f"{_SINCE}{now.isoformat()}\n{public}\n"
    return keys.lay(private.with_suffix(".pub"), told)


def _private(data: Path, number: int) -> Path:
    return keys.path(data).with_name(f"receipts-{number}.key")


def _numbers(data: Path) -> list[int]:
    folder = keys.path(data).parent
    names = (path.name for path in folder.glob("receipts-*.pub"))
    return sorted(int(found[1]) for name in names if (found := _PUBLIC.fullmatch(name)))


def _read(private: Path) -> bytes:
    try:
        raw = unpacked(private.read_text(encoding="ascii"), PRIVATE)
    except (FileNotFoundError, UnicodeDecodeError):
        raw = None
    if raw is None:
        raise UsageError(f"There is no key for receipts in {private}. {_MADE_ANEW}")
    return raw


def _public(data: Path, number: int) -> PublicKey:
    path = _private(data, number).with_suffix(".pub")
    told, _, key = path.read_text(encoding="ascii", errors="replace").partition("\n")
    raw = unpacked(key.strip(), PUBLIC)
    try:
        since = datetime.fromisoformat(told.removeprefix(_SINCE))
    except ValueError:
        since = None
    if raw is None or since is None:
        raise UsageError(
            f"{path} is damaged. Bring it back from where the keys are kept apart."
        )
    return PublicKey(number, packed(raw), fingerprint(raw), since)
