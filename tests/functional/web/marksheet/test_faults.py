"""Whatever answers, or does not: it is told in words, and nothing typed is lost."""

import pytest
from playwright.sync_api import Dialog, expect

from tests.functional.web.marksheet.conftest import Lay, Sit
from tests.functional.web.marksheet.page import Form

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

SMALL = Form(pupils=4, columns=("E01", "E02", "E03"))
PAGE = "<!doctype html><title>Fault</title><h1>Sorry</h1>"
VALUES = {"p0.E01": "1", "p1.E01": "2"}

AGAIN = {
    "a fault": (500, PAGE, {}),
    "a page in place of an answer": (200, PAGE, {}),
    "an answer that says nothing": (200, "[]", {}),
    "too many requests": (429, '{"said": "Too many."}', {"Retry-After": "1"}),
    "a service that is closed": (503, PAGE, {"Retry-After": "1"}),
}


@pytest.mark.parametrize("fault", AGAIN)
def test_what_cannot_be_answered_now_is_sent_again_by_itself(
    lay: Lay, sit: Sit, fault: str
) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.place.line.says = AGAIN[fault]
    one.type("1", "2")
    line = one.page.locator("#saved")
    expect(line).to_contain_text("2 cells are not saved yet, and are sent again.")
    one.place.line.says = None
    one.saved()
    assert one.place.model.values == VALUES
    assert len(one.place.model.saves) == 1


STOPPED: dict[str, tuple[int, str, dict[str, str]]] = {
    "not allowed": (403, '{"said": "You may not change this."}', {}),
    "a stale form": (403, PAGE, {}),
    "not now": (409, '{"said": "The return is submitted."}', {}),
}


@pytest.mark.parametrize("fault", STOPPED)
def test_what_is_not_taken_is_told_and_kept_for_another_try(
    lay: Lay, sit: Sit, fault: str
) -> None:
    one = sit(lay(Form(pupils=4, columns=("E01", "E02"), poll=60_000)))
    page = one.come()
    one.place.line.says = STOPPED[fault]
    one.type("1", "2")
    line = page.locator("#saved")
    expect(line).to_contain_text("2 cells are not saved. They stay in this browser.")
    words = {"not allowed": "You may not", "a stale form": "Load the page again"}
    expect(line).to_contain_text(words.get(fault, "The return is submitted."))
    expect(one.cell("p0.E01")).to_have_value("1")
    one.place.line.says = None
    page.get_by_role("button", name="Try now").click()
    one.saved()
    assert one.place.model.values == VALUES


def test_what_was_not_taken_goes_by_itself_once_the_sheet_is_open_again(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.type("1", "2")
    one.place.model.locked = "The return is submitted."
    line = one.page.locator("#saved")
    expect(line).to_contain_text("The return is submitted. 2 cells are not saved.")
    expect(one.page.locator('[id="s-p0.E01"]')).to_have_text("not saved")
    one.place.model.locked = ""
    one.saved()
    assert one.place.model.values == VALUES


@pytest.mark.parametrize(
    "says", [(401, "", {}), (302, "", {"Location": "/bare"})], ids=["401", "redirect"]
)
def test_who_is_signed_out_is_told_and_finds_the_cells_again(
    lay: Lay, sit: Sit, says: tuple[int, str, dict[str, str]]
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.place.line.says = says
    one.type("1", "2")
    line = page.locator("#saved")
    expect(line).to_contain_text("You are signed out.")
    expect(line).to_contain_text("2 cells are kept in this browser until then.")
    one.type("2")
    expect(line).to_contain_text("3 cells are kept")
    one.place.line.says = None
    one.come()
    one.saved()
    assert one.place.model.values == {**VALUES, "p2.E01": "2"}


def test_one_cell_that_is_not_there_does_not_hold_up_the_others(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    del one.place.model.cells["p1.E02"]
    one.paste("1\t1\t1\r\n2\t2\t2\r\n")
    expect(page.locator("td.ks-refused")).to_have_count(1)
    one.told("1 cell was refused. F8 finds it.")
    one.saved()
    assert set(one.place.model.values) == {
        *("p0.E01", "p0.E02", "p0.E03", "p1.E01", "p1.E03")
    }
    expect(one.cell("p1.E02")).to_have_value("2")


def test_a_cell_closed_meanwhile_is_refused_with_its_reason(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL, closed={"p0.E01"}))
    one.come()
    one.type("1", "2")
    expect(one.page.locator("td.ks-refused")).to_have_count(1)
    one.cell("p0.E01").focus()
    one.type("Control+Enter")
    dialog = one.page.get_by_role("dialog", name="Moss, Ann 0")
    expect(dialog).to_contain_text("This cell is closed.")
    assert one.place.model.values == {"p1.E01": "2"}


def test_a_sheet_that_is_locked_meanwhile_takes_nothing_and_says_so(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.place.model.locked = "The return is submitted."
    expect(one.cell("p0.E01")).to_have_attribute("readonly", "", timeout=12_000)
    one.told("The return is submitted.")
    one.paste("1\r\n")
    one.told("This marksheet takes no results now.")
    one.place.model.locked = ""
    expect(one.cell("p0.E01")).not_to_have_attribute("readonly", "", timeout=12_000)
    one.type("1")
    one.saved()
    assert one.place.model.values == {"p0.E01": "1"}


POISONS = [
    "nonsense",
    "null",
    '{"person":"ann","return":"r1","batches":5,"pending":[]}',
    '{"person":"ann","return":"r1","batches":[{"key":1}],"pending":[]}',
    '{"person":"ann","return":"r1","batches":[],"pending":[{"cell":"p0.E01"}]}',
    '{"person":"ann","return":"other","batches":[],"pending":[]}',
    '{"__proto__":{"person":"ann"},"batches":[],"pending":[]}',
]


@pytest.mark.parametrize("poison", POISONS)
def test_a_store_that_holds_no_queue_is_wiped(lay: Lay, sit: Sit, poison: str) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    put = "(it) => sessionStorage.setItem('keystage.marksheet.r1', it)"
    page.evaluate(put, poison)
    one.come()
    assert page.evaluate("() => sessionStorage.length") == 0
    one.type("1")
    one.saved()
    assert one.place.model.values == {"p0.E01": "1"}


@pytest.mark.parametrize("name", ["setItem", "getItem", "key"])
def test_a_browser_that_keeps_nothing_is_told_and_saves_all_the_same(
    lay: Lay, sit: Sit, name: str
) -> None:
    one = sit(lay(SMALL))
    one.page.add_init_script(
        f"Storage.prototype.{name} = () => {{ throw new Error('full'); }};"
    )
    one.come()
    one.type("1")
    if name == "setItem":
        one.told("This browser keeps nothing for later.")
    one.saved()
    assert one.place.model.values == {"p0.E01": "1"}


def test_a_page_that_would_lose_cells_asks_before_it_goes(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.place.line.cut = True
    one.type("1")
    expect(page.locator("#saved")).to_contain_text("waiting")
    asked: list[str] = []

    def answered(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answered)
    page.goto(f"{one.place.home}/bare")
    assert asked == ["beforeunload"]
