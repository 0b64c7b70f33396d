"""Each limit is the one written down, and holds to the very last."""

import pytest

from keystage import ctf
from keystage.core.errors import Refused
from keystage.xmlguard import Limits
from tests.unit.ctf.making import errors, pupil, read, whole


def test_the_limits_of_a_service_are_those_written_down() -> None:
    limits = Limits.service()
    assert (limits.size, limits.text) == (3_145_728, 4_194_304)
    assert (limits.pupils, limits.depth, limits.attributes) == (5_000, 32, 16)


def test_a_text_is_read_up_to_the_limit_and_not_far_beyond() -> None:
    limits = Limits(size=8_000_000)
    longest = pupil().replace("Ashdown", "a" * limits.text)
    file = ctf.read(whole(longest).encode(), limits=limits)
    assert len(file.pupils[0].surname) == limits.text == 4_194_304
    # It is looked at as often as the parser speaks: some 64 kB further.
    longer = longest.replace("a" * 9, "a" * 131_072, 1)
    with pytest.raises(Refused) as caught:
        ctf.read(whole(longer).encode(), limits=limits)
    assert caught.value.code == "XML-TOKEN"


def test_five_thousand_pupils_are_read_and_not_one_more() -> None:
    limits, most = Limits.service(), [pupil(identity="<UPN>A</UPN>")] * 5_000
    assert len(ctf.read(whole(*most).encode(), limits=limits).pupils) == 5_000
    with pytest.raises(Refused) as caught:
        ctf.read(whole(*most, most[0]).encode(), limits=limits)
    assert caught.value.code == "CTF-TOO-MANY-PUPILS"


def test_a_single_letter_between_elements_is_not_dropped() -> None:
    (finding,) = errors(read(whole("x" + pupil())))
    assert (finding.rule, finding.value) == ("XML-MIXED", "x")
