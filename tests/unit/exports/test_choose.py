"""Which pupils and parts go into a file."""

import pytest

from keystage.core.records import Element, School
from keystage.exports import choose
from tests.unit.intake.makers import ctf_file, ks1, number, pupil

HERE = School(la="999", estab="1001")


@pytest.mark.parametrize(
    ("to", "wanted"),
    [
        ("la", School(la="999", estab="LLLL")),
        ("own", School(la="999", estab="1001")),
        ("naa", School(la="NAA", estab="LLLL")),
        ("mmm", School(la="MMM", estab="MMMM")),
        ("xxx", School(la="XXX", estab="XXXX")),
        ("school:9981234", School(la="998", estab="1234")),
        ("school:998123", None),
        ("school:99812x4", None),
        ("team:9981234", None),
        ("", None),
    ],
)
def test_a_destination_is_one_of_six(to: str, wanted: School | None) -> None:
    assert choose.destination(to, HERE) == wanted


def test_a_sender_nobody_knows_can_send_neither_to_its_authority_nor_to_itself() -> (
    None
):
    assert choose.destination("la", School()) is None
    assert choose.destination("own", School(la="999")) is None


def test_pupils_are_chosen_and_numbered_afresh() -> None:
    file = ctf_file([pupil(1), pupil(2), pupil(3)])
    chosen = choose.pupils(file, lambda one: one.upn != number(2))
    assert [(one.position, one.upn) for one in chosen.file.pupils] == [
        (1, number(1)),
        (2, number(3)),
    ]
    assert chosen.left_out == 1
    assert [one.position for one in file.pupils] == [1, 2, 3]


def test_results_are_chosen_of_every_pupil() -> None:
    file = ctf_file([pupil(1, ks1()), pupil(2, ks1())])
    chosen = choose.results(file, lambda part: part.kind.subject == "ENG")
    assert [len(one.assessments) for one in chosen.file.pupils] == [2, 2]
    assert chosen.left_out == 4


def test_addresses_go_wherever_they_stand() -> None:
    one = pupil(1, nc_year="1")
    post = Element("Address", children=[Element("PostCode", "ZZ1 1ZZ")])
    contact = Element("Contact", children=[Element("Surname", "Ashdown"), post])
    one.sections += [post, Element("Contacts", children=[contact])]
    chosen = choose.without_addresses(ctf_file([one, pupil(2)]))
    assert chosen.left_out == 2
    assert [part.name for part in chosen.file.pupils[0].sections] == [
        "BasicDetails",
        "Contacts",
    ]
    (kept,) = chosen.file.pupils[0].sections[1].children
    assert [part.name for part in kept.children] == ["Surname"]
