"""What is escaped comes back from the parser as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.xmlguard import escape
from tests.unit.xmlguard.recorder import record


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    try:
        escaped = escape(text)
    except ValueError:
        assert set(text) & {"\ufffe", "\uffff"}
        return
    assert record(f"<a>{escaped}</a>".encode()).text == text


@pytest.mark.parametrize("text", ["\t\n\r", "a & b < c > d ]]> \r\n", "&amp;", ""])
def test_marks_and_line_ends_survive(text: str) -> None:
    assert record(f"<a>{escape(text)}</a>".encode()).text == text


@pytest.mark.parametrize("text", ["\x00", "a\x0b", "\x1f", "\ud800", "\ufffe"])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no XML file can hold"):
        escape(text)
