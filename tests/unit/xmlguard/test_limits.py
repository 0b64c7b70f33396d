"""Every limit holds everywhere, and costs nothing to reach."""

import io

import pytest

from keystage import ctf
from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.xmlguard import Limits
from tests.unit.xmlguard.recorder import record


def code(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        record(data, limits)
    assert caught.value.fix
    return caught.value.code


def test_the_size_limit_is_met_to_the_byte() -> None:
    limits = Limits.service()
    edge = b"<a>" + b" " * (limits.size - 7) + b"</a>"
    assert record(edge).seen == ["+a", "-a"]
    assert record(io.BytesIO(edge)).seen == ["+a", "-a"]
    assert code(edge + b"\n") == "FILE-TOO-LARGE"


def test_no_more_than_a_byte_past_the_size_limit_is_read() -> None:
    stream = io.BytesIO(b"<a>" + b" " * 1_000_000)
    with pytest.raises(Refused, match=r"0\.0954 MB") as caught:
        record(stream, Limits(size=100_000))
    assert caught.value.code == "FILE-TOO-LARGE"
    assert stream.tell() == 100_001


def test_the_size_is_told_in_megabytes() -> None:
    with pytest.raises(Refused, match=r"3 MB \(3,145,728 bytes\)"):
        record(bytes(3_145_729))


def test_depth_is_limited_wherever_it_is_reached() -> None:
    limits = Limits.service()
    assert record(b"<a>" * 32 + b"</a>" * 32, limits).seen
    assert code(b"<a>" * 33 + b"</a>" * 33) == "XML-DEPTH"
    assert code(b"<a>" * 900_000) == "XML-DEPTH"


def test_attributes_are_counted_and_namespaces_with_them() -> None:
    def element(attributes: int, namespaces: int) -> bytes:
        spaces = "".join(f' xmlns:n{i}="u"' for i in range(namespaces))
        pairs = "".join(f' a{i}="1"' for i in range(attributes))
        return f"<a><b{pairs}{spaces}/><b/></a>".encode()

    assert record(element(16, 0)).seen
    assert record(element(8, 8)).seen
    assert code(element(17, 0)) == "XML-TOKEN"
    assert code(element(0, 17)) == "XML-TOKEN"
    assert code(element(9, 8)) == "XML-TOKEN"


@pytest.mark.parametrize(
    "data",
    [
        b"<a><" + b"n" * 301 + b"/></a>",
        b"<a " + b"n" * 301 + b"='1'/>",
        b"<a xmlns='" + b"u" * 301 + b"'/>",
        b"<a b='" + b"x" * 65_537 + b"'/>",
        b"<a><!--" + b"x" * 65_537 + b"--></a>",
        b"<a><?p " + b"x" * 65_537 + b"?></a>",
        b"<a b='" + b"x" * 2_900_000,
        b"<a><!--" + b"x" * 2_900_000 + b"--></a>",
    ],
)
def test_a_token_too_long_is_refused_even_before_it_ends(data: bytes) -> None:
    assert code(data) == "XML-TOKEN"


def test_tokens_up_to_the_limit_are_read() -> None:
    long = b"<a b='" + b"x" * 65_536 + b"'><!--" + b"y" * 65_536 + b"--></a>"
    assert record(long).seen[1:] == ["#", "-a"]


@pytest.mark.parametrize("longest", [10, 65_530, 300_000])
@pytest.mark.parametrize("before", [0, 1, 65_500, 131_070])
def test_the_text_of_an_element_is_limited_to_the_character(
    longest: int, before: int
) -> None:
    limits = Limits(text=longest, token=200_000)
    for letter in ("x", "\u00e9"):
        head = b"<!--" + b"-".rjust(before, b"y") + b" --><a>"
        edge = (letter * longest).encode()
        for tail in (b"</a>", b"<b/></a>"):
            assert record(head + edge + tail, limits).seen[-1] == "-a"
            assert code(head + edge + letter.encode() + tail, limits) == "XML-TOKEN"


def test_texts_of_many_elements_are_not_taken_together() -> None:
    names = "".join(f"<Pupil><Surname>{'x' * 90}</Surname></Pupil>" for _ in range(900))
    data = f"<CTfile><CTFpupilData>{names}</CTFpupilData></CTfile>".encode()
    assert len(ctf.read(data, limits=Limits(text=90)).pupils) == 900
    with pytest.raises(Refused, match="a text is longer") as caught:
        ctf.read(data.replace(b"x</", b"xx</", 1), limits=Limits(text=90))
    assert caught.value.place == Place(1, "/CTfile/CTFpupilData/Pupil[1]/Surname")


@pytest.mark.parametrize("dense", [b"<b/>", b"<!---->", b"<?p?>", b"<b c=''/>"])
def test_a_file_too_dense_to_be_results_is_refused(dense: bytes) -> None:
    limits = Limits(size=16_000)
    inside = dense * (499 if b"=" in dense else 999)
    assert record(b"<a>" + inside + b"</a>", limits).seen
    assert code(b"<a>" + inside + dense + b"</a>", limits) == ("XML-TOO-MANY-ELEMENTS")


def test_the_command_line_reads_larger_files() -> None:
    limits = Limits.command_line()
    assert (limits.size, limits.pupils) == (268_435_456, 2_000_000)
    assert limits.depth == Limits.service().depth
    assert Limits.command_line(size=1_000).elements == 62
