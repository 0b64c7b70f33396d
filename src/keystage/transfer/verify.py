"""Verify a receipt: without the service, without a network, on any machine."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO

from keystage.transfer.fingerprints import fingerprint, read_fingerprint
from keystage.transfer.messages import MESSAGES, Code
from keystage.transfer.reading import NotOne
from keystage.transfer.receipt import Receipt
from keystage.transfer.sealed import Newer, Sealed, opened
from keystage.transfer.signature import fits

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, what is wrong, and what to do."""

    code: Code
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `receipt` is None unless its signature fits.

    `fingerprint` is the signing key's, to be compared with what the authority told.
    `expected` says whether somebody named the keys to expect.
    """

    problems: tuple[Problem, ...]
    receipt: Receipt | None = None
    fingerprint: str = ""
    expected: bool = False

    @property
    def good(self) -> bool:
        """Whether nothing is wrong: with keys named, the receipt is proven."""
        return not self.problems


def verify(
    data: bytes,
    *,
    fingerprints: Collection[str] = (),
    data_file: BinaryIO | None = None,
    file: BinaryIO | None = None,
) -> Verdict:
    """Say whether the file of a receipt is what was signed, byte for byte.

    `fingerprints` are those of the keys to expect; without any, the signature only
    proves that nothing was changed, and who reads the verdict compares
    `Verdict.fingerprint`. `data_file` is read to its end and compared with the data of
    the receipt, `file` with the file that was sent. Raises `MissingExtra` without
    cryptography, `UsageError` for what is no fingerprint.
    """
    expected = {read_fingerprint(one) for one in fingerprints}
    try:
        sealed = opened(data)
    except Newer as error:
        return Verdict((_problem(Code.NEWER, *error.args),))
    except NotOne:
        return Verdict((_problem(Code.NOT_A_RECEIPT),))
    named = fingerprint(sealed.key)
    if not _sound(sealed, named):
        return Verdict((_problem(Code.ALTERED),))
    other = expected and named not in expected
    problems = [_problem(Code.OTHER_KEY, named)] if other else []
    if data_file:
        problems += _data(sealed.receipt, data_file)
    if file:
        problems += _file(sealed.receipt, file)
    return Verdict(tuple(problems), sealed.receipt, named, bool(expected))


def _sound(sealed: Sealed, named: str) -> bool:
    """Return whether every byte is as it was signed, and the key the one it names."""
    return (
        sealed.exact
        and sealed.fingerprint == sealed.receipt.installation == named
        and fits(sealed.value, sealed.message, sealed.key)
    )


def _data(receipt: Receipt, given: BinaryIO) -> list[Problem]:
    if receipt.data is None:
        return [_problem(Code.NO_DATA)]
    sha256, _ = _measured(given)
    same = sha256 == receipt.data
    return [] if same else [_problem(Code.DATA_DIFFER, receipt.version)]


def _file(receipt: Receipt, given: BinaryIO) -> list[Problem]:
    if receipt.file is None:
        return [_problem(Code.NO_FILE)]
    sha256, length = _measured(given)
    if (sha256, length) == (receipt.file.sha256, receipt.file.length):
        return []
    return [_problem(Code.FILE_DIFFERS, receipt.file.length, length)]


def _measured(given: BinaryIO) -> tuple[str, int]:
    found, length = hashlib.sha256(), 0
    while block := given.read(_BLOCK):
        found.update(block)
        length += len(block)
    return found.hexdigest(), length


def _problem(code: Code, *told: object) -> Problem:
    message, fix = MESSAGES[code]
    return Problem(code, message.format(*told), fix.format(*told))
