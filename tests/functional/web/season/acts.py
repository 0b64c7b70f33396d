"""What the schools of the season and their authority do, each through its pages."""

import io
import re
from datetime import date, timedelta
from html import unescape

from openpyxl import load_workbook

from keystage_web import clock
from keystage_web.accounts.roles import Role
from tests.functional.web.season.counting import HEADS
from tests.functional.web.season.invented import Results, as_ctf
from tests.functional.web.season.place import Here, Place
from tests.functional.web.season.turns import DOUBTS
from tests.functional.web.season.walking import Person, Told, day, upload

WHY = "The paper says so."


def review(here: Here, by: Person, data: bytes, name: str = "results.xml") -> str:
    """Send a file, by whoever may; return what its page says was found."""
    by.go(here.files)
    said = by.send({"file": upload(name, data), "tag": here.place.round})
    assert "What is in the file" in said, said
    return said


def file_of(by: Person) -> str:
    """Return the id of the file somebody looks at."""
    found = re.search(r"/files/([^/]+)", by.address)
    assert found, by.address
    return found[1]


def not_ours(here: Here, other: Here) -> None:
    """Let the head send what is another school's: nothing of it is taken."""
    head = here.head
    head.go(here.files)
    data = as_ctf(other.key.meant)
    said = head.send({"file": upload("results.xml", data), "tag": here.place.round})
    assert "There is a problem" in said, said
    assert other.key.meant.school.number in said, said
    assert "results.xml" not in head.go(here.files)


def take(by: Person, **more: object) -> str:
    """Send the results of the file one looks at; unsigned unless told otherwise."""
    file = file_of(by)
    form = by.form(to="take")
    told: dict[str, object] = {"sign": "later"} if "sign" in form.names else {}
    said = by.send({**told, **more}, to="take")
    assert "Sent to" in said, said
    return file


def found(here: Here, by: Person) -> bool:
    """Return whether the page has a problem of the child of the planted fault."""
    of_pupils = by.page.partition('id="pupils"')[2].partition("</dl>")[0]
    return asked_why(here, by) and here.named(here.key.wrong) in unescape(of_pupils)


def asked_why(here: Here, by: Person) -> bool:
    """Return whether who may sign is asked for a reason, by the rule of the fault."""
    alone = {one.rule for one in here.key.key if not one.under}
    rules = {f"why_{rule}" for rule in alone - DOUBTS}
    asked = set(re.findall(r'name="(why_[^"]+)"', by.page))
    return rules <= asked


def checked(here: Here) -> bool:
    """Return whether the check of the marksheet tells the fault, of its child."""
    said = here.office.go(here.at("check"))
    here.place.look("check", here.office, here.at("check"))
    named, value = here.named(here.key.wrong), here.key.key[0].value
    cards = said.split("Go to the cell")
    mine = [one for one in cards if named in one]
    return any(not value or value in re.split(r"\W+", one) for one in mine)


def sign(here: Here, at: str = "sign") -> str:
    """Let the head tick what is declared, and send; or confirm what was sent."""
    head = here.head
    head.go(here.at(at))
    form = head.form("key")
    told: dict[str, object] = dict.fromkeys(form.ticks, "on")
    told |= {name: WHY for name in form.texts if name.startswith("why_")}
    said = head.send({**told, "name": "Ruth Hart"}, "key")
    assert "sent to" in said, said
    return said


def typed(here: Here, results: Results, by: Person) -> None:
    """Type results into the plain sheet, and save."""
    ids = here.ids
    by.go(here.sheet)
    told = {
        f"{ids[upn]}.{name}": value
        for upn, each in results.items()
        for name, value in each.items()
    }
    by.send(told, "columns")


def filled(here: Here, results: Results) -> bytes:
    """Take the sheet out as a workbook, and fill it in as one does at home."""
    of, data = here.key.collection, here.office.data(here.at("workbook"))
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows())
        top = next((row for row in rows if "UPN" in {cell.value for cell in row}), None)
        if top is None:
            continue
        heads = {str(cell.value): at for at, cell in enumerate(top)}
        parts = {HEADS[of][head]: at for head, at in heads.items() if head in HEADS[of]}
        for row in rows:
            for name, value in results.get(str(row[heads["UPN"]].value), {}).items():
                row[parts[name]].value = int(value) if value.isdigit() else value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought_in(here: Here, data: bytes) -> None:
    """Bring the workbook in again: looked at, then saved."""
    office = here.office
    office.go(here.at("import"))
    said = office.send({"file": upload("results.xlsx", data)})
    assert "Nothing is saved yet." in said, said
    here.place.look("workbook", office, "")
    office.send({}, "cells")


def more_time(here: Here, until: date) -> None:
    """Let the administrator move a school's deadline."""
    admin = here.place.who(Role.ADMINISTRATOR)
    admin.go(f"/authority/rounds/{here.place.round}/extend?school={here.id}")
    here.place.look("extend", admin, admin.address)
    told: Told = {**day("until", until.day, until.month, until.year)}
    said = admin.send({**told, "schools": here.id, "reason": "A burst pipe"})
    assert "1 school has more time" in said, said


def asked_and_answered(here: Here) -> None:
    """Let the officer ask about a child, and the school answer."""
    officer, head = here.place.officer, here.head
    officer.go(here.desk("query"))
    told = {"pupil": officer.form("pupil").held["pupil"][0], "text": "Is it in full?"}
    here.place.look("query", officer, officer.address)
    assert "The school is asked." in officer.send(told)
    head.go(here.at("queries"))
    (thread,) = set(re.findall(rf'href="({here.at("queries")}/[^"]+)"', head.page))
    assert "Is it in full? Local authority, 30 June 2026" in head.go(thread)
    here.place.look("answer", head, thread)
    assert "Your answer was sent." in head.send({"text": "Yes, it is."})
    assert "Yes, it is." in officer.go(here.desk())
    officer.send({}, to="close")


def unlocked_for(here: Here, upn: str) -> None:
    """Let the school ask, and the officer unlock one named child."""
    office, officer = here.office, here.place.officer
    office.go(here.at("unlock"))
    said = office.send({"reason": "One mark is wrong."})
    assert "was asked to unlock" in said, said
    assert "One mark is wrong." in officer.go(here.desk())
    officer.go(here.desk("unlock"))
    here.place.look("unlock", officer, officer.address)
    told = {"pupils": here.ids[upn], "reason": "As asked"}
    last = clock.now().date() + timedelta(days=1)
    until = day("until", last.day, last.month, last.year)
    said = officer.send({**told, **until}, "pupils")
    assert "The return is unlocked." in said, said


def corrected(here: Here, upn: str, part: str, value: str) -> None:
    """Let the officer propose another value, and the head agree."""
    officer, head = here.place.officer, here.head
    officer.go(here.desk("correct"))
    told = {"pupil": here.ids[upn], "component": part, "value": value}
    here.place.look("correct", officer, officer.address)
    said = officer.send({**told, "reason": "By the mark sheet."})
    assert "The school is asked to agree." in said, said
    head.go(here.at("return"))
    (page,) = set(re.findall(r'href="([^"]+/corrections/[^"]+)"', head.page))
    assert "By the mark sheet. Local authority, 30 June 2026" in head.go(page)
    here.place.look("agree", head, page)
    said = head.send({"agree": "1"})
    assert "By a correction" in officer.go(here.desk()), said


def accept_all(place: Place, schools: int) -> None:
    """Let the officer accept what has nothing left."""
    officer = place.officer
    officer.go(f"/authority/rounds/{place.round}/accept")
    place.look("accept", officer, officer.address)
    form = officer.form("schools")
    assert len(form.ticks["schools"]) == schools, officer.page
    officer.send({"schools": form.ticks["schools"]})


def receipt_of(by: Person) -> str:
    """Return the address of the receipt of the version that stands, as a signed file."""
    found = re.findall(r'href="(/returns/[^"]+/receipt)[^"]*"', by.page)
    assert found, by.page
    return f"{found[0]}.json"


def by_gateway(place: Place) -> None:
    """Let the administrator say that schools upload to the national gateway."""
    admin = place.who(Role.ADMINISTRATOR)
    admin.go(f"/authority/rounds/{place.round}/routes")
    said = admin.send({"gateway": "on"})
    assert "Schools upload to the national gateway themselves" in said, said


def taken_out(here: Here) -> bytes:
    """Let the office make the file of all its pupils for where results usually go."""
    office = here.office
    office.go(here.at("out"))
    office.send({"do": "go"}, "shown")
    office.send({}, "to")
    said = office.send({})
    assert "Your file is ready" in said, said
    return office.kept({}, to="file")


def done_there(here: Here, by: Person, kind: str, when: date) -> None:
    """Let somebody say on which day something was done on the national gateway."""
    by.go(here.at(f"uploaded/{kind}"))
    told = day("day", when.day, when.month, when.year)
    said = by.send(told)
    assert f"\u2713 {when:%A %-d %B %Y}" in said, said


def nothing_to_return(here: Here, why: str) -> None:
    """Let the head say that there is no pupil to return."""
    here.head.go(here.at("excuse"))
    said = here.head.send({"kind": "nil", "reason": why})
    assert "You returned: no pupils (a nil return)." in said, said
