"""Schools out of the national register: reviewed first, saved once, nobody dropped."""

from datetime import date, datetime, timedelta

import pytest

from keystage_web.accounts.models import Arrival, Predecessor, School
from keystage_web.accounts.register import lineage
from keystage_web.accounts.register.incoming import arriving, saving
from keystage_web.accounts.register.review import Review
from keystage_web.accounts.register.sheets.reading import Unusable
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event
from tests.integration.web.accounts.register.sheets import line, links, register
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def place() -> Town:
    """An authority with one school and an administrator."""
    made = town("999", "2001")
    made.holds(Role.ADMINISTRATOR)
    return made


def scope(place: Town) -> Scope:
    return place.holds(Role.ADMINISTRATOR).scope()


def looked(place: Town, data: bytes, linked: bytes = b"") -> tuple[str, Review]:
    """Take a file in, and return its id and its review."""
    by = scope(place)
    files = arriving.Files(data, linked)
    arrival = arriving.arrive(by=by, files=files, now=BEGIN)
    row = Arrival.within(by).get(id=arrival)
    return arrival, arriving.reviewed(by, row, BEGIN)


def saved(
    place: Town, data: bytes, linked: bytes = b"", same: dict[int, bool] | None = None
) -> saving.Saved:
    arrival, review = looked(place, data, linked)
    return saving.save(
        by=scope(place),
        arrival=arrival,
        digest=review.digest,
        same=same or {},
        now=BEGIN,
    )


OURS = line("2001", "180001", "School 2001")
OAK = line(
    "2002", "180002", "Oak Primary School", street="1 High Street", postcode="ZZ1 1AA"
)


def test_a_new_school_comes_with_all_that_the_register_tells(place: Town) -> None:
    done = saved(place, register(OURS, OAK))
    assert (done.made, done.changed) == (1, 1)
    oak = School.within(scope(place)).get(number="2002")
    assert (oak.urn, oak.name, oak.kind) == (
        "180002",
        "Oak Primary School",
        "Community school",
    )
    assert (oak.lowest, oak.highest, oak.phase) == (4, 11, "Primary")
    assert oak.address == "1 High Street\nAnytown\nZZ1 1AA"


@pytest.mark.parametrize(
    ("postcode", "stands"),
    [
        ("ZZ1 1AA", "1 High Street\nAnytown\nZZ1 1AA"),
        ("ZZ2 2BB", "1 High Street\nAnytown\nZZ2 2BB"),
        ("", "1 High Street\nAnytown\nZZ1 1AA"),
    ],
)
def test_a_file_that_tells_one_part_of_an_address_takes_no_other_away(
    place: Town, postcode: str, stands: str
) -> None:
    saved(place, register(OURS, OAK))
    own = f"Number,Name,Postcode\r\n2002,Oak Primary School,{postcode}\r\n"
    _, review = looked(place, own.encode())
    told = [shift.after for one in review.changed for shift in one.shifts]
    assert told == ([stands] if postcode == "ZZ2 2BB" else [])
    saved(place, own.encode())
    assert School.within(scope(place)).get(number="2002").address == stands


def test_an_address_too_long_to_be_kept_is_told_and_nothing_of_it_taken(
    place: Town,
) -> None:
    long = "Number,Name,Street,Town\r\n2001,School 2001,{},\r\n"
    saved(place, long.format("s" * 390).encode())
    both = long.replace(",\r\n", ",Anytown and more\r\n").format("s" * 390)
    _, review = looked(place, both.encode())
    assert not review.changed
    assert "longer than 400 characters" in review.problems[0].sentence


def test_what_changes_is_told_fact_by_fact_before_it_is_saved(place: Town) -> None:
    saved(place, register(OURS))
    renamed = line("2001", "180001", "The New Name", high="7", low="4")
    _, review = looked(place, register(renamed))
    told = {one.fact: (one.before, one.after) for one in review.changed[0].shifts}
    assert told == {"name": ("School 2001", "The New Name"), "highest": (11, 7)}
    assert School.within(scope(place)).get(number="2001").name == "School 2001"


def test_the_same_file_twice_changes_nothing_the_second_time(place: Town) -> None:
    linked = links(("180002", "170002", "Predecessor", "01-09-2023"))
    saved(place, register(OURS, OAK), linked)
    before = list(School.within(scope(place)).order_by("number").values())
    _, review = looked(place, register(OURS, OAK), linked)
    assert not review.does
    assert review.same == 2
    done = saved(place, register(OURS, OAK), linked)
    assert (done.made, done.changed, done.changes) == (0, 0, [])
    assert list(School.within(scope(place)).order_by("number").values()) == before
    assert Predecessor.within(scope(place)).count() == 1


def test_schools_of_other_authorities_are_set_aside_and_counted(place: Town) -> None:
    other = line("2003", "180003", "Elsewhere", la="998")
    _, review = looked(place, register(OURS, other))
    assert review.others == 1
    assert not review.new
    with pytest.raises(Unusable, match="No line of the file is of authority 999: 1"):
        looked(place, register(other))


def test_a_school_the_file_does_not_name_is_told_and_stays(place: Town) -> None:
    arrival, review = looked(place, register(OAK))
    assert [one.name for one in review.gone] == ["School 2001"]
    saving.save(
        by=scope(place), arrival=arrival, digest=review.digest, same={}, now=BEGIN
    )
    assert School.within(scope(place)).get(number="2001").closed is None


def test_a_line_that_cannot_be_read_is_told_and_its_school_is_not_gone(
    place: Town,
) -> None:
    wrong = line("2001", "180001", "School 2001", opened="31-31-2020")
    nameless = line("2009", "", "")
    _, review = looked(place, register(wrong, nameless))
    assert [one.line for one in review.problems] == [2, 3]
    assert "Opened “31-31-2020”: write a day" in review.problems[0].sentence
    assert not review.gone


def test_schools_no_collection_is_about_and_long_closed_ones_are_left_out(
    place: Town,
) -> None:
    high = line("4001", "180009", "High School", low="11", high="18", phase="Secondary")
    old = line("2008", "180008", "Old School", closed="31-08-2019")
    recent = line("2007", "180007", "Elm School", closed="31-08-2024")
    _, review = looked(place, register(OURS, high, old, recent))
    assert (review.idle, review.closed) == (1, 1)
    assert [one.facts.name for one in review.new] == ["Elm School"]


def test_a_school_that_became_an_academy_keeps_its_number_and_its_past(
    place: Town,
) -> None:
    saved(place, register(OURS))
    closed = line("2001", "180001", "School 2001", closed="31-08-2025")
    academy = line("2001", "190001", "School 2001 Academy", opened="01-09-2025")
    _, review = looked(place, register(closed, academy))
    assert "stays the same school" in review.changed[0].note
    done = saved(place, register(closed, academy))
    assert (done.made, done.changed) == (0, 1)
    one = School.within(scope(place)).get(number="2001")
    assert one.urn == "190001"
    assert one.closed is None
    earlier = Predecessor.within(scope(place)).get()
    assert (earlier.number, earlier.urn) == ("9992001", "180001")
    assert lineage.before(scope(place), one.id) == []


def test_merged_schools_are_found_from_the_school_they_became(place: Town) -> None:
    infant = line("2011", "180011", "Ash Infant", closed="31-08-2025", high="7")
    junior = line("2012", "180012", "Ash Junior", closed="31-08-2025", low="7")
    merged = line("2013", "190013", "Ashfield Primary", opened="01-09-2025")
    linked = links(
        ("190013", "180011", "Predecessor - merged", "01-09-2025"),
        ("180012", "190013", "Successor - merged", "01-09-2025"),
        ("190013", "180012", "Predecessor - merged", "01-09-2025"),
        ("190013", "180099", "Sixth Form Centre Link", ""),
    )
    saved(place, register(OURS, infant, junior, merged), linked)
    by = scope(place)
    one = School.within(by).get(number="2013")
    found = School.within(by).filter(id__in=lineage.before(by, one.id))
    assert {each.number for each in found} == {"2011", "2012"}
    since = Predecessor.within(by).values_list("since", flat=True)
    assert set(since) == {date(2025, 9, 1)}


def test_a_close_match_is_not_guessed(place: Town) -> None:
    saved(place, register(OURS, OAK))
    moved = line("2102", "190002", "Oak Primary Academy", postcode="ZZ1 1AA")
    arrival, review = looked(place, register(OURS, moved))
    one = review.alike[0]
    assert (one.name, one.number) == ("Oak Primary School", "2002")
    assert one.reason.startswith("Their names are the same but for")
    assert not review.gone
    with pytest.raises(arriving.Stale):
        saving.save(
            by=scope(place), arrival=arrival, digest=review.digest, same={}, now=BEGIN
        )


@pytest.mark.parametrize(("same", "numbers"), [(True, 2), (False, 3)])
def test_a_close_match_becomes_what_the_administrator_says(
    place: Town, same: bool, numbers: int
) -> None:
    saved(place, register(OURS, OAK))
    moved = line("2102", "190002", "Oak Primary Academy", postcode="ZZ1 1AA")
    saved(place, register(OURS, moved), same={3: same})
    assert School.within(scope(place)).count() == numbers
    _, review = looked(place, register(OURS, moved))
    assert not review.does


def test_a_review_that_is_no_longer_true_saves_nothing(place: Town) -> None:
    arrival, review = looked(place, register(OURS, OAK))
    School.within(scope(place)).filter(number="2001").update(name="Renamed meanwhile")
    with pytest.raises(arriving.Stale):
        saving.save(
            by=scope(place), arrival=arrival, digest=review.digest, same={}, now=BEGIN
        )
    assert School.within(scope(place)).count() == 1


def test_a_review_is_saved_once(place: Town) -> None:
    arrival, review = looked(place, register(OURS, OAK))
    words = {"by": scope(place), "arrival": arrival, "digest": review.digest}
    saving.save(**words, same={}, now=BEGIN)  # type: ignore[arg-type] # words by name
    with pytest.raises(arriving.Stale):
        saving.save(**words, same={}, now=BEGIN + timedelta(1))  # type: ignore[arg-type] # words by name
    last = Event.objects.order_by("-number")[0]
    assert last.action == "schools.import"
    assert datetime.fromisoformat(last.at) == BEGIN


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST, Role.PROTECTION])
def test_only_the_administrator_takes_a_file_in(place: Town, role: Role) -> None:
    by = place.holds(role).scope()
    with pytest.raises(Refused):
        arriving.arrive(by=by, files=arriving.Files(register(OURS)), now=BEGIN)


def test_two_lines_of_one_open_school_are_a_question_not_an_answer(
    place: Town,
) -> None:
    twin = line("2002", "180012", "Oak Infant School")
    _, review = looked(place, register(OURS, OAK, twin))
    assert [one.line for one in review.problems] == [3, 4]
    assert not review.new


def test_a_file_that_swaps_numbers_is_a_clash(place: Town) -> None:
    saved(place, register(OURS, OAK))
    crossed = line("2001", "180002", "School 2001")
    _, review = looked(place, register(crossed))
    assert "Its number is that of School 2001" in review.problems[0].sentence
    assert not review.gone


def test_two_lines_of_one_urn_are_a_question_too(place: Town) -> None:
    twin = line("2003", "180002", "Elm Infant School")
    _, review = looked(place, register(OURS, OAK, twin))
    assert [one.line for one in review.problems] == [3, 4]
    assert "Lines 3, 4 all have the URN 180002." in review.problems[0].sentence
    assert not review.new
