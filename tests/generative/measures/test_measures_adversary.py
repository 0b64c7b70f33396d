"""Nobody can work out a small number that a summary hides, whatever else it prints."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.measures import Pupil, Situation
from keystage.reports.summary.build import build
from keystage.reports.summary.model import Collected, Files, Part, School
from tests.generative.measures.adversary import found_out
from tests.generative.measures.counting import few_told


def subjects(chance: random.Random) -> dict[str, str]:
    able = chance.choice([0.6, 0.8, 0.9, 1])
    weights = [1 - able, able, able / 4, chance.choice([0, 0, 0.02])]
    return {
        subject: chance.choices(["WTS", "EXS", "GDS", ""], weights)[0]
        for subject in ("REA", "WRI", "MAT", "SCI")
    }


def goals(chance: random.Random) -> dict[str, str]:
    able = chance.random() ** 0.2
    return {f"E{n:02}": "12"[chance.random() < able] for n in range(1, 18)}


def season(book: str, seed: int, least: int) -> tuple[Part, Part]:
    """Return a summary of a few invented schools by sex, with figures hidden, and not."""
    chance = random.Random(seed)
    made = {"ks1-2024": subjects, "eyfsp-2026": goals}[book]
    largest = chance.choice([12, 25])
    schools = {
        School(str(at)): [
            Pupil(made(chance), sex=chance.choice("FM"))
            for _ in range(chance.randint(5, largest))
        ]
        for at in range(chance.choice([2, 2, 3, 5]))
    }
    collected = [Collected(rulebooks.load(book), Situation(), schools)]
    hidden, full = (build(collected, Files(), by="sex", least=n) for n in (least, 0))
    return hidden.parts[0], full.parts[0]


@settings(max_examples=20)
@given(
    st.sampled_from(["ks1-2024", "eyfsp-2026"]),
    st.integers(0, 10**6),
    st.sampled_from([2, 3, 5]),
)
def test_no_small_number_that_is_hidden_can_be_worked_out(
    book: str, seed: int, least: int
) -> None:
    assert not found_out(*season(book, seed, least), least)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from([2, 3, 5]))
def test_sizes_never_tell_how_few_count_in_one_subject_and_not_in_another(
    seed: int, least: int
) -> None:
    assert not few_told(*season("ks1-2024", seed, least), least)


def test_sizes_that_all_stand_there_tell_how_few_are_out_of_one_subject() -> None:
    fulls = [season("ks1-2024", seed, 5)[1] for seed in range(9)]
    assert any(few_told(full, full, 5) for full in fulls)


def test_the_adversary_finds_what_is_badly_hidden() -> None:
    fulls = [season("ks1-2024", seed, 5)[1] for seed in range(9)]
    assert any(found_out(only_small_hidden(full, 5), full, 5) for full in fulls)


def only_small_hidden(full: Part, least: int) -> Part:
    """Hide small figures, and nothing that gives them away."""
    rows = []
    for row in full.rows:
        figures = [
            replace(one, numerator=None, hidden=True)
            if min(one.numerator or 0, (one.denominator or 0) - (one.numerator or 0))
            < least
            else one
            for one in row.figures
        ]
        rows.append(replace(row, figures=tuple(figures)))
    return replace(full, rows=tuple(rows))
