"""A table is read key by key, and all its faults are found in one reading."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from keystage.rulebooks.overlay import Document, Layer, leaves
from keystage.rulebooks.table import Table


def table(**values: Any) -> Table:
    own = dict(leaves(values))
    layer = Layer("b", own, dict.fromkeys(own, "b/f.toml"))
    return Table(Document("b", values, layer), values, (), [])


def test_values_of_the_right_type_come_back() -> None:
    read = table(
        a="x",
        b=["x", "y"],
        c=3,
        d=True,
        e=date(2026, 6, 30),
        f="2026-06-30",
        g={"h": "i"},
    )
    assert read.text("a") == "x"
    assert read.word("a", ("x", "y")) == "x"
    assert read.texts("b") == ("x", "y")
    assert read.whole("c") == read.maybe_whole("c") == 3
    assert read.flag("d", default=False) is True
    assert read.day("e") == read.maybe_day("f") == date(2026, 6, 30)
    assert read.texts_by_key("g") == {"h": "i"}
    assert [name for name, _ in table(p={"q": {}}).parts("p")] == ["q"]
    assert read.faults == []


def test_defaults_stand_in_for_what_is_not_there() -> None:
    read = table()
    assert read.text("a", "") == ""
    assert read.texts("a", ("x",)) == ("x",)
    assert read.whole("a", 1) == 1
    assert read.maybe_whole("a") is None
    assert read.maybe_day("a") is None
    assert read.flag("a", default=True) is True
    assert list(read.part("a")) == []
    assert read.faults == []


@pytest.mark.parametrize(
    ("values", "read", "said"),
    [
        ({}, lambda t: t.text("a"), "b/rulebook.toml: a: must be a text"),
        ({"a": ""}, lambda t: t.text("a"), "b/f.toml: a: must be a text"),
        ({"a": 3}, lambda t: t.text("a", ""), "must be a text"),
        ({"a": "z"}, lambda t: t.word("a", ("x", "y")), "'z' is not one of x, y."),
        ({"a": "z"}, lambda t: t.texts("a"), "must be a list of texts."),
        ({"a": [1]}, lambda t: t.texts("a"), "must be a list of texts."),
        ({"a": True}, lambda t: t.whole("a"), "must be a whole number."),
        ({"a": "3"}, lambda t: t.maybe_whole("a"), "must be a whole number."),
        ({"a": 1}, lambda t: t.flag("a", default=True), "must be true or false."),
        ({"a": "30/06/2026"}, lambda t: t.day("a"), "must be a date like"),
        ({"a": 3}, lambda t: t.part("a"), "must be a table."),
        ({"a": {"b": 3}}, lambda t: t.texts_by_key("a"), "a.b: must be a text"),
        ({"a": 3}, lambda t: t.finish(), "a: means nothing here."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    values: dict[str, Any], read: Callable[[Table], object], said: str
) -> None:
    wrong = table(**values)
    read(wrong)
    (fault,) = wrong.faults
    assert said in fault


def test_everything_read_leaves_nothing_over() -> None:
    read = table(a=1, b=2)
    assert read.values() == {"a": 1, "b": 2}
    read.finish()
    assert read.faults == []
