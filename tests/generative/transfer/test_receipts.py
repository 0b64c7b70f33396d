"""Whatever a receipt says, signing and verifying are inverse, and no change goes unseen."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from keystage.transfer import (
    Audit,
    Body,
    Collection,
    Confirmed,
    Counts,
    Declared,
    File,
    Findings,
    Kind,
    Receipt,
    Sent,
    fingerprint,
    public_key,
    schema,
    sign,
    verify,
)

texts = st.text(max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
counts = st.integers(0, 10**14)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
moments = st.datetimes(
    datetime.fromisoformat("2000-01-01"),
    datetime.fromisoformat("9999-01-01"),
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
bodies = st.builds(Body, texts, texts)
lists = st.lists(texts, max_size=3).map(tuple)
receipts = st.builds(
    Receipt,
    kind=st.sampled_from(Kind),
    reference=texts,
    authority=bodies,
    school=bodies,
    sent=st.builds(Sent, moments, texts, texts, texts, st.none() | st.booleans()),
    audit=st.builds(Audit, texts, counts, digests),
    collection=st.none() | st.builds(Collection, texts, texts, counts, digests),
    version=st.none() | counts,
    declaration=st.none() | st.builds(Declared, texts, lists, texts),
    confirmed=st.none() | st.builds(Confirmed, moments, texts, texts, lists),
    counts=st.none()
    | st.builds(
        Counts,
        counts,
        counts,
        st.dictionaries(texts, st.dictionaries(texts, counts, max_size=3), max_size=3),
    ),
    findings=st.none() | st.builds(Findings, counts, counts),
    data=st.none() | digests,
    file=st.none() | st.builds(File, texts, texts, counts, digests),
    installation=st.just(""),
)
keys = st.binary(min_size=32, max_size=32)
SCHEMA = jsonschema.Draft202012Validator(schema())


@given(receipts, keys)
def test_a_receipt_verifies_and_says_what_was_signed(said: Receipt, key: bytes) -> None:
    proof = sign(said, key)
    named = fingerprint(public_key(key))
    verdict = verify(proof, fingerprints=[named])
    assert verdict.good
    assert verdict.receipt == replace(said, installation=named)
    assert sign(said, key) == proof


@given(receipts, keys)
def test_a_receipt_meets_its_schema(said: Receipt, key: bytes) -> None:
    SCHEMA.validate(json.loads(sign(said, key)))


@given(receipts, keys, st.data())
def test_a_receipt_altered_anywhere_fails(
    said: Receipt, key: bytes, data: st.DataObject
) -> None:
    proof = sign(said, key)
    at = data.draw(st.integers(0, len(proof) - 1))
    end = data.draw(st.integers(at, min(at + 3, len(proof))))
    put = data.draw(st.binary(max_size=3).filter(lambda put: put != proof[at:end]))
    altered = proof[:at] + put + proof[end:]
    assert altered == proof or not verify(altered).good


@given(st.binary() | st.text().map(str.encode))
def test_whatever_is_given_is_answered(data: bytes) -> None:
    assert not verify(data).good
