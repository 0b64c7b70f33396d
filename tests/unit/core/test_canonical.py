"""Canonical bytes: one value, one byte string."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from keystage.core.canonical import canonical_bytes, digest
from keystage.core.errors import UsageError
from keystage.core.findings import Severity


@dataclass(frozen=True)
class _Point:
    y: int
    x: str


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "ü"]}, '{"a":[true,null,"ü"],"b":1}'),
        ("e\u0301", '"é"'),
        (_Point(1, "a"), '{"x":"a","y":1}'),
        (date(2026, 6, 26), '"2026-06-26"'),
        (datetime(2026, 6, 26, 23, 59, tzinfo=UTC), '"2026-06-26T23:59:00+00:00"'),
        (0.25, "0.25"),
        (frozenset({"b", "a", "c"}), '["a","b","c"]'),
        (("a", 1), '["a",1]'),
        (MappingProxyType({"k": ()}), '{"k":[]}'),
        (Severity.ERROR, '"error"'),
    ],
)
def test_a_value_has_one_form(value: object, expected: str) -> None:
    assert canonical_bytes(value) == expected.encode()
    assert digest(value) == hashlib.sha256(expected.encode()).hexdigest()


def test_the_order_of_keys_and_sets_does_not_count() -> None:
    forward = OrderedDict([("a", {1, 2, 3}), ("b", "x")])
    backward = OrderedDict([("b", "x"), ("a", {3, 2, 1})])

    assert canonical_bytes(forward) == canonical_bytes(backward)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        b"bytes",
        object(),
        _Point,
        {1: "a"},
        {"é": 1, "e\u0301": 2},
        "\ud800",
    ],
)
def test_a_value_without_one_form_is_refused(value: object) -> None:
    with pytest.raises(UsageError):
        canonical_bytes(value)
