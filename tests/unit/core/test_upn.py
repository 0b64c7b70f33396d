"""UPNs: hand vectors, faults in order, and repairs likeliest first."""

import pytest

from keystage.core import upn
from keystage.core.errors import UsageError
from keystage.core.upn import Fault


@pytest.mark.parametrize(
    "number",
    ["H801200001001", "P207000016049", "Y004100123001", "M004100123002"],
)
def test_a_sound_number_has_no_faults(number: str) -> None:
    assert upn.faults(number) == ()
    assert upn.check_letter(number[1:]) == number[0]


def test_the_printed_example_of_two_suppliers_is_put_right() -> None:
    assert upn.faults("B207000016049") == (Fault.CHECK_LETTER,)
    assert upn.expected_letter("B207000016049") == "P"
    assert "P207000016049" in upn.repairs("B207000016049")


@pytest.mark.parametrize("twelve", ["", "80120000100", "80120000100I", "8o1200001001"])
def test_no_letter_belongs_to_what_cannot_be_a_number(twelve: str) -> None:
    with pytest.raises(UsageError):
        upn.check_letter(twelve)


@pytest.mark.parametrize(
    ("number", "faults"),
    [
        ("", (Fault.MISSING,)),
        ("004100123001", (Fault.SHAPE,)),
        ("1.23E+12", (Fault.SHAPE,)),
        ("Y0041001230011", (Fault.SHAPE,)),
        ("5004100123001", (Fault.SHAPE,)),
        ("Z004100123001", (Fault.CHECK_LETTER,)),
        ("I004100123001", (Fault.CHECK_LETTER,)),
        ("Y00410012300I", (Fault.LAST,)),
        ("Y0041O0123001", (Fault.DIGITS,)),
        ("Y00410012٣001", (Fault.DIGITS,)),
        ("Y444100123001", (Fault.CHECK_LETTER, Fault.LA)),
        ("YO04100123001", (Fault.LA,)),
        ("8XXXABCDEFGH!", (Fault.LA, Fault.DIGITS, Fault.LAST, Fault.SHAPE)),
    ],
)
def test_faults_are_told_together_and_in_order(
    number: str, faults: tuple[Fault, ...]
) -> None:
    assert upn.faults(number) == faults


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("H801200001001", "H801200001001"),
        ("h801200001001", "H801200001001"),
        (" h80 1200\u00a0001001\u200b\ufeff\t", "H801200001001"),
        ("\u0131801200001001", "\u0131801200001001"),
        ("ß801200001001", "ß801200001001"),
        ("", ""),
    ],
)
def test_tidying_raises_letters_and_drops_what_cannot_be_seen(
    written: str, tidied: str
) -> None:
    assert upn.tidy(written) == tidied


def test_a_letter_at_the_end_makes_a_number_temporary() -> None:
    temporary = upn.make("004", "1001", 2019, 105, temporary=True)

    assert temporary[1:] == "00410011905B"
    assert upn.faults(temporary) == ()
    assert upn.is_temporary(temporary)
    assert not upn.is_temporary("Y004100123001")
    assert not upn.is_temporary("00410011905B")


def test_the_authority_is_read_only_from_a_number_of_the_right_length() -> None:
    assert upn.authority("Y004100123001") == "004"
    assert upn.authority("YO04100123001") == ""
    assert upn.authority("004100123001") == ""


def test_a_made_number_carries_school_year_and_serial() -> None:
    assert upn.make("801", "2000", 1, 1) == "H801200001001"
    assert upn.make("004", "1001", 2023, 1) == "Y004100123001"


@pytest.mark.parametrize(
    ("la", "estab", "serial", "temporary"),
    [
        ("4", "1001", 1, False),
        ("0041", "001", 1, False),
        ("004", "1001", 1000, False),
        ("004", "1001", 2300, True),
        ("004", "1001", -1, False),
    ],
)
def test_numbers_that_cannot_be_made_are_refused(
    la: str, estab: str, serial: int, temporary: bool
) -> None:
    with pytest.raises(UsageError):
        upn.make(la, estab, 2019, serial, temporary=temporary)


@pytest.mark.parametrize(
    ("wrong", "likeliest"),
    [
        ("Y0041O0123001", "Y004100123001"),  # the letter O for a nought
        ("Y00410OI23001", ""),  # two slips are too many
        ("YO04100123001", "Y004100123001"),
        ("Y00410012300I", "Y004100123001"),
        ("Y0O4100123001", "Y004100123001"),
        ("Y004I00123001", "Y004100123001"),
        ("004100123001", "Y004100123001"),  # the letter left out
        ("Y0041001230001", "Y004100123001"),  # a character doubled
        ("Y00410123001", "Y004100123001"),  # one of two noughts left out
        ("5004100123001", "Y004100123001"),
        ("Y040100123001", "Y004100123001"),  # neighbours swapped
        ("Y004100123001", ""),  # sound
        ("", ""),
        ("'OR1=1--", ""),
    ],
)
def test_the_likeliest_repair_comes_first(wrong: str, likeliest: str) -> None:
    assert (*upn.repairs(wrong), "")[0] == likeliest


def test_another_check_letter_comes_after_slips_that_people_make_more_often() -> None:
    offered = upn.repairs("B207000016049", limit=99)

    place = offered.index("P207000016049")
    assert place > 0
    assert all(number[0] == "B" for number in offered[:place])
    assert len(upn.repairs("B207000016049", limit=2)) == 2


def test_a_check_letter_that_looks_like_the_right_one_comes_first() -> None:
    serial = next(n for n in range(999) if upn.make("004", "1001", 19, n)[0] == "G")
    sound = upn.make("004", "1001", 2019, serial)

    assert upn.repairs("C" + sound[1:])[0] == sound


def test_the_numbers_of_other_pupils_decide_between_repairs() -> None:
    wrong = "B207000016049"
    later = upn.repairs(wrong, limit=99)[-1]

    assert upn.repairs(wrong, hints=[later[1:8]])[0][1:8] == later[1:8]


def test_a_year_no_primary_pupil_was_numbered_in_is_less_likely() -> None:
    wrong = "Y004100129001"
    without, with_year = upn.repairs(wrong, 99), upn.repairs(wrong, 99, year=2026)

    assert sorted(without) == sorted(with_year)
    recent = [(26 - int(number[8:10])) % 100 <= 9 for number in with_year]
    assert recent == sorted(recent, reverse=True)
    assert not all(recent)


def test_an_authority_that_is_neither_written_nor_in_force_is_less_likely() -> None:
    offered = upn.repairs("C004100123001", 99)

    assert offered[-1][1:4] == "005"  # a pseudo authority, not the one written
    assert "204" in {number[1:4] for number in offered[:-1]}
