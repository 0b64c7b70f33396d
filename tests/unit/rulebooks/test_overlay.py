"""Layers become one document, by key."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystage.core.errors import RulebookError
from keystage.rulebooks.overlay import leaves, resolve, tables
from keystage.rulebooks.writing.toml import toml
from tests.unit.rulebooks.shelf import write

KEYS = st.text("abc", min_size=1, max_size=3)
TREES = st.recursive(
    st.integers() | st.lists(st.integers()),
    lambda inner: st.dictionaries(KEYS, inner, max_size=4),
)


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_values_by_key_become_the_same_tables_again(tree: dict[str, object]) -> None:
    assert tables(dict(leaves(tree))) == tree


def laid(base: dict[str, object], over: dict[str, object]) -> dict[str, object]:
    """Lay one layer on another value by value: slow, and plain to see."""
    high = dict(leaves(over))
    low = {
        keys: value
        for keys, value in leaves(base)
        if not any(keys[: len(k)] == k or k[: len(keys)] == keys for k in high)
    }
    return tables({**low, **high})


@settings(max_examples=40)
@given(*[st.dictionaries(KEYS, TREES, max_size=4)] * 3)
def test_layers_on_layers_are_as_laid_value_by_value(
    low: dict[str, object], high: dict[str, object], top: dict[str, object]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, "low", rulebook=toml(low))
        write(root, "high", rulebook=f'extends = "low"\n{toml(high)}')
        write(root, "top", rulebook=f'extends = "high"\n{toml(top)}')
        found = resolve("top", (root,))
    wanted = laid(laid(low, high), top)
    assert found.tables == wanted
    assert found.inherited == dict(leaves(laid(low, high)))
    assert set(found.origin) == set(dict(leaves(wanted)))


def test_a_layer_changes_adds_and_keeps(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="a = 1\n[t]\nx = 1\ny = [1, 2]")
    write(tmp_path, "high", rulebook='extends = "low"\n[t]\ny = [3]\nz = 4')
    found = resolve("high", (tmp_path,)).tables
    assert found == {"a": 1, "t": {"x": 1, "y": [3], "z": 4}}


def test_a_table_replaces_a_value_and_a_value_a_table(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="[t]\nx = 1\n[u]\ny = 1")
    write(tmp_path, "high", rulebook='extends = "low"\nu = 2\n[t.x]\nz = 1')
    assert resolve("high", (tmp_path,)).tables == {"t": {"x": {"z": 1}}, "u": 2}


def test_what_is_removed_is_gone_with_its_examples(tmp_path: Path) -> None:
    write(
        tmp_path,
        "low",
        checks="[checks.P01]\na = 1\n[checks.P02]\na = 1",
        examples="[examples.P01.one]\na = 1\n[examples.P02.one]\na = 1",
    )
    write(tmp_path, "high", rulebook='extends = "low"\nremove = ["checks.P01"]')
    assert resolve("high", (tmp_path,)).tables == {
        "checks": {"P02": {"a": 1}},
        "examples": {"P02": {"one": {"a": 1}}},
    }


def test_one_thing_may_be_removed_without_a_list(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="a = 1\nb = 1")
    write(tmp_path, "high", rulebook='extends = "low"\nremove = "a"')
    assert resolve("high", (tmp_path,)).tables == {"b": 1}


def test_dates_of_one_year_are_not_inherited_by_the_next(tmp_path: Path) -> None:
    low = "year = 2024\n[deadlines.a]\nday = 2024-06-03\n[threshold]\nmark = 32\n"
    write(tmp_path, "low", rulebook=f"{low}visible_from = 2024-06-24")
    write(tmp_path, "high", rulebook='extends = "low"\nyear = 2025')
    found = resolve("high", (tmp_path,)).tables
    assert found == {"year": 2025, "threshold": {"mark": 32}}


def test_dates_stay_where_the_year_does(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="year = 2024\n[deadlines.a]\nday = 2024-06-03")
    write(tmp_path, "high", rulebook='extends = "low"\nmore = 1')
    assert "deadlines" in resolve("high", (tmp_path,)).tables


def test_a_place_is_the_file_that_said_it_last(tmp_path: Path) -> None:
    write(tmp_path, "low", checks="[checks.P01]\na = 1\n[checks.P02]\na = 1")
    write(tmp_path, "high", rulebook='extends = "low"', text="[checks.P01]\na = 2")
    found = resolve("high", (tmp_path,))
    assert found.place("checks", "P01", "a") == "high/text.toml: checks.P01.a"
    assert found.place("checks", "P02") == "low/checks.toml: checks.P02"
    assert found.place("nothing") == "high/rulebook.toml: nothing"
    assert found.place() == "high/rulebook.toml"


def test_our_own_books_are_found_beneath_those_given(tmp_path: Path) -> None:
    assert resolve("eyfsp_2024", (tmp_path,)).tables["year"] == 2024


def refused(root: Path, name: str) -> str:
    with pytest.raises(RulebookError) as caught:
        resolve(name, (root,))
    return str(caught.value)


def test_a_book_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path, "nowhere") == "There is no rulebook called nowhere."


def test_a_ring_of_layers_is_shown(tmp_path: Path) -> None:
    write(tmp_path, "one", rulebook='extends = "two"')
    write(tmp_path, "two", rulebook='extends = "one"')
    assert "one -> two -> one" in refused(tmp_path, "one")


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    write(tmp_path, "bad", checks="[checks")
    assert refused(tmp_path, "bad").startswith("bad/checks.toml: this is not TOML")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    write(tmp_path, "bad").joinpath("text.toml").write_bytes(b"a = '\xff'")
    assert refused(tmp_path, "bad").startswith("bad/text.toml: this is not TOML")


def test_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "bad", check="a = 1")
    assert refused(tmp_path, "bad").startswith("bad/check.toml is not one of")


def test_a_value_given_in_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "bad", checks="[t]\na = 1", text="[t]\na = 1")
    said = refused(tmp_path, "bad")
    assert said == "bad/text.toml: t.a is already given in bad/checks.toml."


def test_removing_what_is_not_there_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="a = 1")
    write(tmp_path, "high", rulebook='extends = "low"\nremove = ["b"]')
    assert refused(tmp_path, "high") == "high: remove = 'b': there is no such thing."


def test_a_value_is_removed_and_what_that_leaves_empty(tmp_path: Path) -> None:
    write(
        tmp_path, "low", rulebook="a = 1\n[t]\nx = 1\n[t.u]\ny = 1\nz = 1\n[v.w]\nx = 1"
    )
    write(tmp_path, "high", rulebook='extends = "low"\nremove = ["t.u.y", "v.w.x"]')
    assert resolve("high", (tmp_path,)).tables == {"a": 1, "t": {"x": 1, "u": {"z": 1}}}


@pytest.mark.parametrize("gone", ["a.b", "t.none", "t.x.y"])
def test_removing_what_is_beneath_a_value_is_refused(tmp_path: Path, gone: str) -> None:
    write(tmp_path, "low", rulebook="a = 1\n[t]\nx = 1")
    write(tmp_path, "high", rulebook=f'extends = "low"\nremove = "{gone}"')
    assert "there is no such thing" in refused(tmp_path, "high")


def test_errata_beneath_are_errata_of_all_above(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="a = 1\nrevision = 2")
    write(tmp_path, "high", rulebook='extends = "low"\nrevision = 3')
    write(tmp_path, "odd", rulebook='extends = "low"\n[revision]\nx = 1')
    assert resolve("high", (tmp_path,)).tables == {"a": 1, "revision": 4}
    assert resolve("odd", (tmp_path,)).tables == {"a": 1, "revision": 2}


def test_tables_called_as_orders_are_no_orders(tmp_path: Path) -> None:
    write(tmp_path, "low", rulebook="a = 1\n[revision]\nx = 1\n[year]\nx = 1")
    write(tmp_path, "high", rulebook='extends = "low"\n[remove]\nx = 1')
    found = resolve("high", (tmp_path,)).tables
    assert found == {"a": 1, "revision": {"x": 1}, "year": {"x": 1}, "remove": {"x": 1}}


def test_what_two_years_stand_on_is_made_once() -> None:
    assert resolve("eyfsp_2025").base is resolve("eyfsp_2024")
    assert resolve("eyfsp_2025") is resolve("eyfsp_2025")
