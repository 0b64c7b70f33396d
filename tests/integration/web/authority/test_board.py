"""The board: where every return stands, found and narrowed, live, in few questions."""

import re
import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.models import Duty, School
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Progress, Return, Round
from keystage_web.returns.states import ReturnState as State
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authority.season import Season, season

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def on_time(settings: Settings) -> None:
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def board(client: Client, asked: str = "") -> str:
    answer = client.get(f"{reverse('authority:board')}{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def row(text: str, made: Season, number: str) -> str:
    """Return what the board says of a school."""
    id_ = made.town.schools[number].pk
    found = re.search(rf'<tr id="s-{id_}".*?</tr>', text, re.S)
    assert found, "the school is not on the board"
    return words(found.group())


@pytest.fixture
def made(db: None) -> Season:
    """Twelve schools whose early-years return stands in every way."""
    numbers = [str(number) for number in range(2001, 2013)]
    found = season(*numbers, collections=("eyfsp", "phonics"))
    stands = [
        ("2001", State.DRAFT, 30, 10, 0),
        ("2002", State.DRAFT, 30, 20, 3),
        ("2003", State.DRAFT, 30, 30, 0),
        ("2004", State.SUBMITTED, 27, 27, 0),
        ("2005", State.QUERIED, 23, 23, 0),
        ("2006", State.ACCEPTED, 32, 32, 0),
        ("2007", State.UNLOCKED, 20, 20, 0),
        ("2008", State.EXCUSED, 0, 0, 0),
        ("2009", State.DRAFT, 12, 1, 0),
    ]
    rows = {
        number: found.stands(number, "eyfsp", state, *far)
        for number, state, *far in stands
    }
    for number in ("2004", "2005", "2006", "2007"):
        found.sent(rows[number])
    found.question(rows["2005"], days=4)
    found.unlock(
        rows["2007"], granted_at=BEGIN, until=BEGIN + timedelta(days=2), reason="A name"
    )
    found.given("2009", "eyfsp", date(2026, 6, 30))
    found.pupils("2010", "R", 3)
    return found


def test_every_state_is_told_by_a_word_and_how_far_it_is(made: Season) -> None:
    text = board(made.client())
    assert "In progress 10 of 30" in row(text, made, "2001")
    assert "Problems 20 of 30 children complete 3 problems" in row(text, made, "2002")
    assert "Ready to send 30 of 30" in row(text, made, "2003")
    assert "Sent 27 of 27" in row(text, made, "2004")
    assert "Us: to receive" in row(text, made, "2004")
    assert "Queried 23 of 23" in row(text, made, "2005")
    assert "School: question 4 days" in row(text, made, "2005")
    assert "Accepted 32 of 32" in row(text, made, "2006")
    assert "Unlocked until 12 June" in row(text, made, "2007")
    assert "Not taking part" in row(text, made, "2008")
    assert "Extension to 30 June" in row(text, made, "2009")
    assert "Not started 0 of 3" in row(text, made, "2010")
    assert "Summer 2026 returns" in words(text)


def test_the_figures_at_the_top_are_of_all_schools(made: Season) -> None:
    told = words(board(made.client(), "?words=2001"))
    assert "schools have sent something 4 of 12" in told
    assert "returns with problems" not in told
    assert "return with problems 1" in told
    assert "question open 1" in told
    assert "return waits on us 1" in told
    # 27, 23, 32 and 20 are sent, of 30 + 30 + 30 + 12 and 3 besides
    assert "of expected children in, 102 of 207 49.2 %" in told


def test_late_is_told_once_the_last_moment_is_over(
    made: Season, settings: Settings
) -> None:
    settings.CLOCK, settings.BEGAN = BEGIN + timedelta(days=14), time.time()
    text = board(made.client())
    assert "Late 10 of 30" in row(text, made, "2001")
    assert "School: nothing sent" in row(text, made, "2001")
    assert "Extension to 30 June" in row(text, made, "2009")
    assert "Accepted" in row(text, made, "2006")


def test_what_the_school_said_of_being_late_stands_beside_it(made: Season) -> None:
    rows = {one.school.number: one for one in made_rows(made)}
    made.late(rows["2001"], date(2026, 6, 29))
    made.late(rows["2002"], date(2026, 6, 27), moderation=True)
    text = board(made.client())
    assert "says by 29 June" in row(text, made, "2001")
    assert "late moderation, by 27 June" in row(text, made, "2002")


def made_rows(made: Season) -> list[Return]:
    rows = Return.unscoped.filter(round=made.rounds["eyfsp"])
    return list(rows.select_related("school"))


def test_what_waits_on_whom_is_told(made: Season) -> None:
    rows = {one.school.number: one for one in made_rows(made)}
    made.question(rows["2005"], state="answered")
    made.unlock(rows["2006"], asked_at=BEGIN, asked="One is wrong")
    unsigned = made.stands("2011", "eyfsp", State.SUBMITTED, 30, 30)
    made.sent(unsigned, signed=False, on_time=False)
    text = board(made.client())
    assert "Us: 1 answer School: question 4 days" in row(text, made, "2005")
    assert "Us: asked to unlock" in row(text, made, "2006")
    assert "Sent, awaiting confirmation" in row(text, made, "2011")
    assert "sent late" in row(text, made, "2011")
    assert "School: headteacher&#x27;s word" in row(text, made, "2011")


def test_of_many_who_wait_two_are_told(made: Season) -> None:
    made.open("ks1", "ks2")
    for name, errors in (("phonics", 1), ("ks1", 2), ("ks2", 3)):
        made.stands("2001", name, State.DRAFT, 30, 1, errors)
    told = row(board(made.client()), made, "2001")
    # that the early-years return is only not sent yet comes last
    assert "School: 2 problems School: 3 problems and 2 more" in told


def test_who_has_sent_nothing_is_waited_for(made: Season) -> None:
    text = board(made.client())
    assert row(text, made, "2010").endswith("School: to send \N{EN DASH}")
    assert row(text, made, "2001").count("School: to send") == 1
    assert "School: to send again School: to send" in row(text, made, "2007")


def test_a_collection_that_is_not_open_yet_says_from_when(made: Season) -> None:
    Round.unscoped.filter(id=made.rounds["phonics"]).update(opens=date(2026, 6, 13))
    text = board(made.client())
    assert "opens 13 June, due 23 June" in words(text)
    assert "Opens on 13 June" in row(text, made, "2006")
    assert "School: to send" not in row(text, made, "2006")
    found = board(made.client(), "?state=not-open")
    assert '<option value="not-open" selected>Not open yet</option>' in found


def test_of_what_was_sent_the_children_in_it_are_told(made: Season) -> None:
    row_ = made.stands("2011", "eyfsp", State.SUBMITTED, 28, 27)
    made.sent(row_, errors=1)
    Progress.unscoped.filter(of_return=row_).update(given=28)
    told = row(board(made.client()), made, "2011")
    assert "Sent 28 of 28 children complete 1 problem" in told


def test_a_return_that_was_withdrawn_says_so(made: Season) -> None:
    made.stands("2011", "eyfsp", State.WITHDRAWN, 30, 30)
    assert "Withdrawn 30 of 30" in row(board(made.client()), made, "2011")


def test_what_is_not_owed_says_so_and_who_owes_nothing_is_not_there(
    made: Season,
) -> None:
    made.school("2020", lowest=7, highest=11, phase="Primary")
    made.school("2021", lowest=11, highest=16, phase="Secondary")
    infant = made.town.schools["2012"]
    Duty.unscoped.create(
        **made.where("2012"),
        collection="phonics",
        summer=2026,
        owes=False,
        reason="A nursery",
        at=BEGIN,
    )
    text = board(made.client())
    assert "not owed" in row(text, made, infant.number)
    assert "School 2020" not in text
    assert "School 2021" not in text


@pytest.mark.parametrize(
    ("asked", "there", "missing"),
    [
        ("?words=school 2003", {"2003"}, {"2001", "2004"}),
        ("?words=2004", {"2004"}, {"2001"}),
        ("?state=queried", {"2005"}, {"2001", "2006"}),
        ("?state=ours", {"2004"}, {"2006"}),
        ("?state=theirs", {"2005", "2002", "2010"}, {"2004"}),
        ("?area=cluster:North", {"2001"}, {"2002"}),
        ("?area=ward:Dell", {"2002"}, {"2001"}),
    ],
)
def test_the_board_is_narrowed(
    made: Season, asked: str, there: set[str], missing: set[str]
) -> None:
    School.unscoped.filter(number="2001").update(cluster="North")
    School.unscoped.filter(number="2002").update(ward="Dell")
    made.sent(made.stands("2004", "phonics", State.ACCEPTED, 30, 30))
    text = board(made.client(), asked)
    for number in there:
        row(text, made, number)
    for number in missing:
        assert f"<small>{number}</small>" not in text


def numbers(text: str) -> list[str]:
    """Return the schools of the board in order, by number."""
    return re.findall(r"<small>(\d{4})</small></th>", text)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("", ["2001", "2002"]),
        ("number", ["2001", "2002"]),
        ("behind", ["2009", "2001"]),
        ("problems", ["2002", "2001"]),
        ("ours", ["2004", "2001"]),
        ("quiet", ["2001", "2002"]),
        ("another", ["2001", "2002"]),
    ],
)
def test_schools_follow_each_other_as_it_is_asked(
    made: Season, order: str, first: list[str]
) -> None:
    Pupil.unscoped.all().delete()
    made.stands("2001", "phonics", State.DRAFT, 60, 0)
    text = board(made.client(), f"?order={order}")
    assert numbers(text)[:2] == first
    assert sorted(numbers(text)) == sorted(made.town.schools)
    if order == "quiet":  # who was never heard of, then who was long ago
        assert numbers(text)[-1] in {"2004", "2005", "2006", "2007", "2009"}


def test_one_collection_is_looked_at_alone_with_those_who_owe_it(made: Season) -> None:
    made.school("2020", lowest=7, highest=11, phase="Primary")
    made.stands("2003", "phonics", State.DRAFT, 30, 30)
    made.open("ks2")
    client = made.client()
    text = board(client, f"?round={made.rounds['phonics']}&state=ready")
    assert numbers(text) == ["2003"]
    assert words(text).count("due 23 June") == 1
    assert "2020" not in numbers(board(client, f"?round={made.rounds['phonics']}"))
    assert "2020" in numbers(board(client, f"?round={made.rounds['ks2']}"))
    assert "2020" in numbers(board(client, "?round=another"))
    told = client.get(
        f"{reverse('authority:board-changes')}?round={made.rounds['phonics']}"
    ).json()
    assert {len(cells) for cells in told["rows"].values()} == {4}
    # what stands at the top is of all collections all the same
    assert told["tiles"][0] == "4 of 13"


def test_a_hundred_schools_are_a_page_and_all_of_them_are_one_too(
    made: Season,
) -> None:
    School.unscoped.bulk_create(
        School(
            authority=made.town.authority,
            number=str(3000 + at),
            name=f"Many {at:03}",
            lowest=4,
            highest=11,
        )
        for at in range(120)
    )
    client = made.client()
    first = board(client)
    assert first.count("<tr id=") == 100
    assert "Schools 1 to 100 of 132." in words(first)
    assert "Page 1 of 2" in words(first)
    assert board(client, "?page=2").count("<tr id=") == 32
    everything = board(client, "?page=all")
    assert everything.count("<tr id=") == 132
    assert "Page 1" not in words(everything)
    assert board(client, "?page=9999").count("<tr id=") == 32


def test_no_more_is_asked_of_the_database_for_a_hundred_schools_than_for_twelve(
    made: Season,
) -> None:
    client = made.client()

    def many(asked: str = "") -> int:
        with CaptureQueriesContext(connection) as found:
            board(client, asked)
        return len(found)

    many()
    before = many()
    for number in range(4000, 4100):
        made.school(str(number))
        row = made.stands(str(number), "phonics", State.SUBMITTED, 30, 30)
        made.sent(row)
    made.open("eyfsp", summer=2025)
    made.open("ks1", "ks2")
    assert many() == before
    assert many("?page=all") == before
    assert before <= 24


def test_three_summers_can_be_chosen(made: Season) -> None:
    for summer in (2025, 2024, 2023):
        made.open("eyfsp", summer=summer)
    client = made.client()
    text = board(client)
    assert [int(year) for year in re.findall(r"<option value=\"(\d{4})\"", text)] == [
        2026,
        2025,
        2024,
    ]
    assert "Summer 2024 returns" in words(board(client, "?summer=2024"))
    for missing in ("2023", "1999"):
        at = f"{reverse('authority:board')}?summer={missing}"
        assert client.get(at).status_code == 404


def test_without_a_round_the_board_says_so(db: None) -> None:
    made = season("2001", collections=())
    text = board(made.client())
    assert "There is no round yet." in words(text)
    assert made.client().get(reverse("authority:board-changes")).json() == {
        "at": "10:00"
    }


def test_what_is_new_is_told_once(made: Season) -> None:
    client, at = made.client(), reverse("authority:board-changes")
    answer = client.get(at)
    tag = answer.headers["ETag"]
    told = answer.json()
    id_ = made.town.schools["2001"].pk
    assert "10 of 30" in words(told["rows"][id_][1])
    assert told["tiles"][0] == "4 of 12"
    again = client.get(at, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    row = Progress.unscoped.get(of_return__school__number="2001")
    row.complete, row.at = 11, BEGIN + timedelta(seconds=1)
    row.save()
    fresh = client.get(at, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert "11 of 30" in words(fresh.json()["rows"][id_][1])
    assert fresh.headers["ETag"] != tag


def test_the_board_is_the_same_as_what_is_told_of_it(made: Season) -> None:
    client = made.client()
    text = board(client, "?words=2001")
    told = client.get(f"{reverse('authority:board-changes')}?words=2001").json()
    (cells,) = told["rows"].values()
    assert "".join(cells) in text


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_who_sees_no_pupils_is_led_to_none(made: Season, role: Role) -> None:
    text = board(made.client(role))
    assert "10 of 30" in words(text)
    assert "/results/" not in text


def test_a_name_is_no_markup(made: Season) -> None:
    School.unscoped.filter(number="2001").update(name="<b>St Aidan's</b> & Co")
    text = board(made.client())
    assert "&lt;b&gt;St Aidan&#x27;s&lt;/b&gt; &amp; Co" in text
