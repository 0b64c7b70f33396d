"""File names: written and read again they are the same, whatever the case."""

from hypothesis import given
from hypothesis import strategies as st

from keystage.ctf import names
from keystage.ctf.names import FileName, TableName

_la = st.integers(0, 999).map("{:03d}".format)
_estab = st.integers(0, 9999).map("{:04d}".format)
_sources = st.one_of(
    st.builds(str.__add__, _la, _estab | st.just("LLLL")), st.just("XXXXXXX")
)
_destinations = st.one_of(
    st.builds(str.__add__, _la, _estab | st.sampled_from(["LLLL", "DfE"])),
    st.sampled_from(["NAALLLL", "MMMMMMM", "XXXXXXX"]),
)
_tags = st.sampled_from(names.TAGS) | st.from_regex(r"[A-Z][A-Z0-9]{2}", fullmatch=True)
_names = st.builds(FileName, _sources, _tags, _destinations, st.integers(1, 999))


@given(_names)
def test_a_name_written_is_read_again(name: FileName) -> None:
    text = names.make(name)

    assert names.parse(text) == name
    assert names.parse(text.lower()) == name
    assert names.parse(text.swapcase().replace(".XML", " (3).XML")) == name


@given(
    st.builds(
        TableName,
        st.sampled_from(names.TABLE_TAGS),
        st.from_regex(r"[0-9]{4}|[0-9]{6}", fullmatch=True),
        st.integers(0, 99),
    )
)
def test_the_name_of_a_table_written_is_read_again(name: TableName) -> None:
    assert names.parse_table(names.make_table(name)) == name


@given(_names, st.sets(st.integers(1, 999), max_size=20))
def test_the_next_number_is_never_in_use(name: FileName, used: set[int]) -> None:
    existing = [
        names.make(FileName(name.source, name.tag, name.destination, number))
        for number in used
    ]

    assert names.make(names.next_free(name, existing)) not in existing


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_is_not(text: str) -> None:
    parts = names.parse(text)

    assert parts is None or names.parse(names.make(parts)) == parts
