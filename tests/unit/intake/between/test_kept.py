"""What is kept of a return: the same pupils, as texts that take little room."""

import gc
import pickle
from collections.abc import Sequence
from dataclasses import replace

from keystage.core.records import Return, Row
from keystage.intake.between.kept import Kept, light
from keystage.intake.interpret import Reading, interpret
from keystage.intake.options import Options
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from tests.unit.intake.makers import ctf_file, eyfsp, mark, number, outcome, pupil


def checked(*, marked: bool) -> Return:
    results = [mark("33"), mark("33"), outcome("WA")] if marked else eyfsp()
    file = ctf_file([pupil(at, results, nc_year="1") for at in range(1, 5)])
    found = recognise(file, standard(), Options())
    return interpret(file, found.books[0], found.plans, Reading())


def values(rows: Sequence[Row]) -> list[dict[str, list[str]]]:
    return [
        {name: [one.value for one in given] for name, given in row.results.items()}
        for row in rows
    ]


def test_rows_made_again_say_who_where_and_what_was_taken() -> None:
    whole = checked(marked=True)
    kept = Kept(whole.rows, results=True)
    assert len(kept) == len(whole.rows)
    assert values(kept) == values(whole.rows)
    bare = [replace(row, cells={}, results={}) for row in whole.rows]
    assert [replace(row, results={}) for row in kept] == bare
    assert (kept[1].upn, [row.upn for row in kept[2:]]) == (
        number(2),
        [number(3), number(4)],
    )


def test_results_are_kept_where_a_mark_says_that_a_check_was_taken() -> None:
    shelf = standard()
    phonics, profile = checked(marked=True), checked(marked=False)
    kept = light(phonics, shelf.nearest("phonics", 2026)).rows
    assert values(kept) == values(phonics.rows)
    assert not any(values(light(profile, shelf.nearest("eyfsp", 2026)).rows))


def test_who_is_in_a_return_is_told_alike_of_rows_and_of_what_is_kept_of_them() -> None:
    whole = checked(marked=True)
    kept = light(whole, standard().nearest("phonics", 2026))
    assert list(kept.identities()) == list(whole.identities())
    assert list(pickle.loads(pickle.dumps(kept)).identities()) == [  # noqa: S301 - ours
        (number(at), f"Ashdown{letter}", "Mina", "2019-11-05")
        for at, letter in enumerate("bcde", 1)
    ]


def test_what_is_kept_is_left_alone_by_the_collector_of_garbage() -> None:
    rows = [*checked(marked=True).rows] * 250
    gc.collect()
    before = len(gc.get_objects())
    kept = Kept(rows, results=True)
    gc.collect()  # lets go of what results are in
    gc.collect()  # and now of the rows that hold them
    assert len(kept) == len(rows)
    assert len(gc.get_objects()) - before < len(rows) / 10
