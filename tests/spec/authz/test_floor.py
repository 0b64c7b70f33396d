"""The matrix of the project is never wider than the one that was given."""

import pytest

from tests.spec.authz import matrix

# Roles the given matrix has no column for, and the one each stays within. Who runs an
# early-years setting has no headteacher over them: they sign its return themselves.
WITHIN = {"setting": "head", "delegate": "head", "trust_user": "head"}
OURS = {row.action: row for row in matrix.read()}
GIVEN = {row.action: row for row in matrix.read(matrix.GIVEN)}


def test_every_given_action_is_there_and_none_twice() -> None:
    names = [row.action for row in matrix.read()]
    assert sorted(names) == sorted(OURS)
    assert set(GIVEN) <= set(OURS)


@pytest.mark.parametrize("action", GIVEN)
def test_no_given_cell_is_wider(action: str) -> None:
    ours, given = OURS[action], GIVEN[action]
    assert (ours.method, ours.object, ours.state) == (
        given.method,
        given.object,
        given.state,
    )
    for column, cell in given.cells.items():
        assert not matrix.wider(ours.cells[column], cell), column


@pytest.mark.parametrize("row", OURS.values(), ids=lambda row: str(row.action))
def test_a_role_of_ours_stays_within_the_one_it_is_like(row: matrix.Row) -> None:
    for column, like in WITHIN.items():
        assert not matrix.wider(row.cells[column], row.cells[like]), column


@pytest.mark.parametrize("row", OURS.values(), ids=lambda row: str(row.action))
def test_a_cell_is_one_of_the_words(row: matrix.Row) -> None:
    assert set(row.cells) == {*next(iter(GIVEN.values())).cells, *WITHIN}
    people = [cell for column, cell in row.cells.items() if column != "mis_api"]
    assert set(people) <= set(matrix.WIDTHS)
    assert row.cells["mis_api"] in matrix.KEYS
    assert row.cells["anon"] in {"-", "pub"}


def test_a_wider_cell_is_seen() -> None:
    assert matrix.wider("school", "class")
    assert matrix.wider("key", "-")
    assert not matrix.wider("-", "key")
    assert not matrix.wider("class", "la")
