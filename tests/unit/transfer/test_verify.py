"""A receipt is what was signed, byte for byte, or it is said what is wrong."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from keystage.core.canonical import canonical_bytes
from keystage.core.errors import MissingExtra, UsageError
from keystage.transfer import (
    Audit,
    Code,
    Findings,
    Verdict,
    new_key,
    public_key,
    schema,
    sign,
    to_dict,
    verify,
)
from keystage.transfer.fingerprints import packed
from keystage.transfer.signature import signature
from tests.unit.transfer.receipts import (
    DATA,
    KEY,
    NAMED,
    OTHER,
    SENT,
    STRANGE,
    receipt,
    untagged,
)

PROOF = sign(receipt(), KEY)


def codes(verdict: Verdict) -> list[Code]:
    return [problem.code for problem in verdict.problems]


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the receipt with its values changed, written as a receipt is."""
    told = json.loads(PROOF)
    change(told)
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


@pytest.mark.parametrize("one", [receipt(), untagged()])
def test_a_receipt_comes_back_as_it_was_signed(one: Any) -> None:
    proof = sign(one, KEY)
    verdict = verify(proof)
    assert verdict.good
    assert not verdict.expected
    assert verdict.fingerprint == NAMED
    assert verdict.receipt == type(one)(
        **{
            **{name: getattr(one, name) for name in type(one).__slots__},
            "installation": NAMED,
        }
    )
    jsonschema.validate(json.loads(proof), schema())


def test_the_expected_key_is_the_one_that_signed() -> None:
    typed = NAMED.replace(" ", "").upper()
    verdict = verify(PROOF, fingerprints=[STRANGE, typed])
    assert verdict.good
    assert verdict.expected
    verdict = verify(PROOF, fingerprints=[STRANGE])
    assert codes(verdict) == [Code.OTHER_KEY]
    assert NAMED in verdict.problems[0].message
    with pytest.raises(UsageError, match="no fingerprint"):
        verify(PROOF, fingerprints=["what"])


def test_the_data_and_the_file_are_compared_byte_for_byte() -> None:
    assert verify(PROOF, data_file=io.BytesIO(DATA), file=io.BytesIO(SENT)).good
    found = verify(PROOF, data_file=io.BytesIO(DATA + b" "), file=io.BytesIO(SENT[1:]))
    assert codes(found) == [Code.DATA_DIFFER, Code.FILE_DIFFERS]
    assert "version 2" in found.problems[0].fix
    assert "has 9 bytes, this one 8" in found.problems[1].message
    other = bytes(reversed(SENT))
    assert codes(verify(PROOF, file=io.BytesIO(other))) == [Code.FILE_DIFFERS]


def test_what_a_receipt_says_nothing_of_is_not_compared() -> None:
    of_file = sign(untagged(), KEY)
    assert codes(verify(of_file, data_file=io.BytesIO(DATA))) == [Code.NO_DATA]
    of_sheet = sign(receipt(file=None), KEY)
    assert codes(verify(of_sheet, file=io.BytesIO(SENT))) == [Code.NO_FILE]


def test_not_one_byte_can_be_another() -> None:
    for at, byte in enumerate(PROOF):
        for other in {byte ^ 1, byte ^ 32, ord(" ")} - {byte}:
            altered = PROOF[:at] + bytes([other]) + PROOF[at + 1 :]
            assert not verify(altered).good, (at, other)


def test_not_one_byte_can_be_missing_or_added() -> None:
    for at in range(len(PROOF)):
        assert not verify(PROOF[:at] + PROOF[at + 1 :]).good, at
        assert not verify(PROOF[:at] + b" " + PROOF[at:]).good, at
        assert not verify(PROOF[:at]).good, at
    assert not verify(PROOF + b"\n").good


def test_the_same_values_in_another_order_or_spacing_are_refused() -> None:
    told = json.loads(PROOF)
    backwards = {"signature": told["signature"], "receipt": told["receipt"]}
    for text in (
        json.dumps(told),
        json.dumps(told, indent=2, sort_keys=True),  # with \u for letters
        json.dumps(backwards, ensure_ascii=False, indent=2) + "\n",
    ):
        assert codes(verify(text.encode())) == [Code.ALTERED]


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["receipt"]["sent"].update(on_time=False),
        lambda told: told["receipt"].update(more="than was signed"),
        lambda told: told["signature"].update(more="than was written"),
        lambda told: told["signature"].update(fingerprint=STRANGE),
        lambda told: told["signature"].update(key=packed(public_key(OTHER))),
        lambda told: told["signature"].update(key=packed(b"\xff" * 32)),
        lambda told: told["receipt"].update(installation=STRANGE),
        lambda told: told.update(more="beside"),
    ],
)
def test_a_change_that_is_written_as_a_receipt_is_still_found(
    change: Callable[[dict[str, Any]], object],
) -> None:
    verdict = verify(changed(change))
    assert codes(verdict) in ([Code.ALTERED], [Code.NOT_A_RECEIPT])
    assert verdict.receipt is None


def test_another_s_signature_under_the_authority_s_fingerprint_is_found() -> None:
    def pose(told: dict[str, Any]) -> None:
        told["signature"] |= {"fingerprint": NAMED}
        told["receipt"] |= {"installation": NAMED}

    told = json.loads(sign(receipt(reference="forged"), OTHER))
    pose(told)
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, indent=2)
    assert codes(verify(f"{text}\n".encode())) == [Code.ALTERED]


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(receipt=[]),
        lambda told: told.update(signature=None),
        lambda told: told["receipt"].update(format="another-1"),
        lambda told: told["receipt"].update(format=1),
        lambda told: told["receipt"].pop("format"),
        lambda told: told["receipt"].pop("audit"),
        lambda told: told["receipt"].update(kind="letter"),
        lambda told: told["receipt"].update(reference=1),
        lambda told: told["receipt"].update(version=-1),
        lambda told: told["receipt"].update(version=True),
        lambda told: told["receipt"].update(version="2"),
        lambda told: told["receipt"].update(school="Elm"),
        lambda told: told["receipt"]["data"].update(sha256="A" * 64),
        lambda told: told["receipt"]["sent"].update(at="2026-06-10"),
        lambda told: told["receipt"]["sent"].update(at="2026-06-31T09:00:00Z"),
        lambda told: told["receipt"]["sent"].update(on_time=0),
        lambda told: told["receipt"]["declaration"].update(statements="agreed"),
        lambda told: told["receipt"]["counts"].update(components=[]),
        lambda told: told["signature"].update(algorithm="RSA"),
        lambda told: told["signature"].update(key="AAAA"),
        lambda told: told["signature"].update(key="é"),
        lambda told: told["signature"].update(value=[]),
    ],
)
def test_what_only_looks_like_a_receipt_is_none(
    change: Callable[[dict[str, Any]], object],
) -> None:
    assert codes(verify(changed(change))) == [Code.NOT_A_RECEIPT]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<CTfile/>",
        b"\xff\xfe{}",
        b"[]",
        b"1",
        b'{"receipt": 1.5}',
        b'{"receipt": NaN}',
        b'{"receipt": 1' + b"0" * 5000 + b"}",
        b'{"receipt": "\\ud800"}',
        b'{"a\\u0301": 1, "\\u00e1": 2}',
        b"[" * 100_000,
        b" " * (1024 * 1024 + 1),
    ],
)
def test_what_is_no_json_of_ours_is_no_receipt(data: bytes) -> None:
    assert codes(verify(data)) == [Code.NOT_A_RECEIPT]


def test_a_receipt_of_a_form_to_come_says_so() -> None:
    verdict = verify(
        changed(lambda told: told["receipt"].update(format="keystage-receipt-2"))
    )
    assert codes(verdict) == [Code.NEWER]
    assert "keystage-receipt-2" in verdict.problems[0].message


def test_what_a_later_version_says_besides_is_signed_and_passed_over() -> None:
    told = {**to_dict(receipt(installation=NAMED)), "more": {"than": "is known"}}
    value = packed(signature(canonical_bytes(told), KEY))

    def say_more(sealed: dict[str, Any]) -> None:
        sealed["receipt"] = told
        sealed["signature"]["value"] = value

    proof = changed(say_more)
    assert verify(proof).good
    jsonschema.validate(json.loads(proof), schema())


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": "short"},
        {"version": -1},
        {"findings": Findings(-1, 0)},
        {"audit": Audit("a", 1, "")},
        {"reference": None},
    ],
)
def test_what_no_receipt_can_say_is_not_signed(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="cannot say this"):
        sign(receipt(**wrong), KEY)


def test_no_other_bytes_are_a_private_key() -> None:
    with pytest.raises(UsageError, match="no private key"):
        sign(receipt(), KEY[1:])
    assert new_key() != new_key()
    assert verify(sign(receipt(), new_key())).good


@pytest.mark.parametrize("gone", ["cryptography.exceptions", "cryptography"])
def test_without_cryptography_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, gone, None)
    with pytest.raises(MissingExtra, match=r"Checking a signature .*keystage\[sign\]"):
        verify(PROOF)
    if gone == "cryptography":
        with pytest.raises(MissingExtra, match=r"Signing a receipt .*keystage\[sign\]"):
            new_key()
