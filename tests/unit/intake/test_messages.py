"""The sentences of intake."""

from string import Formatter

import pytest

from keystage.intake import messages


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (2048, "2 kB"),
        (3_145_728, "3 MB"),
        (3_670_016, "3.5 MB"),
    ],
)
def test_sizes_are_said_as_people_say_them(count: int, said: str) -> None:
    assert messages.size(count) == said


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_are_said_as_people_say_them(parts: list[str], said: str) -> None:
    assert messages.listed(parts) == said


def test_every_sentence_says_what_is_wrong_and_what_to_do() -> None:
    for code, words in messages.WORDS.items():
        for text in (words.message, words.fix):
            assert text.endswith((".", "?")), code
            assert "record" not in text, code
            for _, name, spec, _ in Formatter().parse(text):
                assert name is None or (name.isidentifier() and not spec), code
