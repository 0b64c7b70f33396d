"""Words: values that can be shown, lists, templates, and texts made comparable."""

import pytest

from keystage.checks import words
from keystage.checks.fold import folded, latin_skeleton


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("EXS", "EXS"),
        ("Zoë", "Zoë"),
        ("a\nb", "a<U+000A>b"),
        ("\u202eevil", "<U+202E>evil"),
        ("A\u200bB", "A<U+200B>B"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("é" * 400, "é" * 59 + "…"),
    ],
)
def test_a_value_is_shown_short_visible_and_on_one_line(text: str, shown: str) -> None:
    assert words.shown(text) == shown
    assert len(words.shown(text)) <= words.LONGEST_SHOWN


def test_lists_read_as_english_and_end() -> None:
    assert words.listed([]) == ""
    assert words.listed(["1"]) == "1"
    assert words.listed(["1", "2", "A"]) == "1, 2 or A"
    assert words.listed(["1", "2"], "and") == "1 and 2"
    assert words.listed([str(n) for n in range(20)]).endswith("14, 15 and 4 more")


def test_a_template_is_filled_and_begins_with_a_capital() -> None:
    template = words.Template("{pupil} has {value}, {{not}} {unknown}2.")
    assert template.names == {"pupil", "value", "unknown"}
    assert template.fill({"pupil": "child", "value": "3"}) == "Child has 3, {not} 2."
    assert words.Template("").fill({}) == ""


@pytest.mark.parametrize("text", ["{a.b}", "{0}", "{a!r}", "{a:>3}", "{", "}", "{}"])
def test_a_template_holds_plain_names_only(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        words.Template(text)


def test_a_value_with_braces_is_not_a_template() -> None:
    assert words.Template("{value}").fill({"value": "{7*7}"}) == "{7*7}"


def test_numbers_and_counts_are_words() -> None:
    assert words.percent(1, 3) == "33"
    assert words.percent(0, 0) == "0"
    assert words.counted(1, "result", "results") == "1 result"
    assert words.counted(2, "result", "results") == "2 results"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "o\u2019brien"),
        ("Nguy\u1ec5n", "Nguye\u0302\u0303n"),
        ("\u0130pek", "Ipek"),
        ("Stra\u00df", "STRASS"),
        ("\u0141ukasz", "Lukasz"),
        ("Smith-Jones", "Smith  Jones"),
        ("Smith\u2010Jones", "Smith Jones"),
        ("\u0110\u1eb7ng", "Dang"),
    ],
)
def test_names_match_whatever_their_case_accents_and_marks(
    one: str, other: str
) -> None:
    assert folded(one) == folded(other)


def test_different_names_stay_different() -> None:
    assert folded("Ann") != folded("Anna")


def test_characters_of_other_alphabets_become_those_they_copy() -> None:
    assert latin_skeleton("\u0415XS") == "EXS"
    assert latin_skeleton("\uff25\uff38\uff33") == "EXS"
    assert latin_skeleton("\u0395XS") == "EXS"
    assert latin_skeleton("\u0663\u0662") == "32"
    assert latin_skeleton("Zo\u00eb") == "Zo\u00eb"


def test_a_value_at_the_head_of_a_sentence_stays_as_it_was_sent() -> None:
    assert (
        words.Template("{value} is no mark.").fill({"value": "null"})
        == "null is no mark."
    )
    assert words.Template("{field} is blank.").fill({"field": "sex"}) == "Sex is blank."
    assert words.Template("value: {value}").fill({"value": "x"}) == "Value: x"
