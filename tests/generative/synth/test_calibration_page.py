"""The table of how near invented results come says what it should; the gate keeps it current."""

from keystage.synth.model import Authority
from keystage.synth.results import Figure, figures
from keystage.synth.results.calibration import sample
from tools import reference
from tools.pages import calibration


def page() -> str:
    return (reference.FOLDER / "calibration.md").read_text(encoding="utf-8")


def test_every_figure_is_told_under_its_source_and_is_near() -> None:
    told = page()
    for figure in figures(Authority("999", 12, 7), range(12), 6):
        assert f"\n| {figure.name} | {calibration.tenths(figure.wanted)} |" in told
        assert f"\n## {figure.source}\n" in told
    heads = 2 * told.count("\n## ")
    assert told.count(" | ✓ |") == told.count("\n| ") - heads


def test_a_figure_is_told_as_the_mean_of_its_seeds_and_how_far_off_it_is() -> None:
    near = [Figure("Goals", 141, reached, 2, "") for reached in (138, 140, 141)]
    row = ("Goals", "14.1", "14.0", "13.8 to 14.1", "-0.1", "0.2", "✓")
    assert calibration.row(near) == row
    far = [Figure("Goals", 41, reached, 2, "") for reached in (44, 45)]
    assert calibration.row(far)[2:] == (
        *("4.5", "4.4 to 4.5", "+0.4", "0.2"),
        "further off",
    )


def test_some_children_of_every_school_are_among_all_of_them() -> None:
    authority, cohort = Authority("999", 12, 7), 2024
    whole = list(sample(authority, cohort, range(12)))
    some = list(sample(authority, cohort, range(12), 5))
    assert len(whole) / 7 < len(some) < len(whole) / 3
    assert set(some) < set(whole)
