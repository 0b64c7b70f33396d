"""The sheet under one's hands: keys, mouse, list of codes, as sentences."""

import pytest
from playwright.sync_api import expect

from tests.functional.web.marksheet.conftest import Lay, Sit
from tests.functional.web.marksheet.page import JUDGEMENT, MARK, Form

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

SMALL = Form(pupils=4, columns=("E01", "E02", "E03"))
MARKS = Form(pupils=12, columns=("P01",), spec=MARK)
JUDGED = Form(pupils=12, columns=("R", "W", "M"), spec=JUDGEMENT)


def test_one_key_completes_a_goal_and_moves_on(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.type("1", "2", "2")
    assert one.at() == "p3.E01"
    one.type("2", "1")
    assert one.at() == "p1.E02"
    one.saved()
    assert one.place.model.values == {
        "p0.E01": "1",
        "p1.E01": "2",
        "p2.E01": "2",
        "p3.E01": "2",
        "p0.E02": "1",
    }


def test_arrows_tab_enter_home_end_and_pages_move_and_skip_closed_cells(
    lay: Lay, sit: Sit
) -> None:
    closed = frozenset({"p1.E02"})
    one = sit(lay(Form(pupils=15, columns=("E01", "E02", "E03"), closed=closed)))
    one.come()
    trips = {
        "ArrowRight": "p0.E02",
        "ArrowDown": "p2.E02",
        "ArrowUp": "p0.E02",
        "Tab": "p0.E03",
        "Shift+Tab": "p0.E02",
        "Enter": "p2.E02",
        "Shift+Enter": "p0.E02",
        "End": "p0.E03",
        "Home": "p0.E01",
        "PageDown": "p10.E01",
        "PageUp": "p0.E01",
        "Control+End": "p14.E03",
        "Control+Home": "p0.E01",
        "Control+ArrowDown": "p14.E01",
        "Control+ArrowRight": "p14.E03",
    }
    for key, to in trips.items():
        one.type(key)
        assert one.at() == to, key


def test_tab_leaves_the_sheet_at_its_end(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    one.come("p3.E03")
    one.type("Tab")
    assert one.at() == "after"


def test_typing_replaces_escape_gives_back_f2_edits_delete_blanks(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(JUDGED))
    one.come("p0.R")
    one.type("g", "d", "s", "Enter")
    one.saved()
    one.type("ArrowUp", "x")
    expect(one.cell("p0.R")).to_have_value("x")
    one.type("Escape")
    expect(one.cell("p0.R")).to_have_value("GDS")
    one.type("F2", "Backspace", "ArrowLeft", "z")
    expect(one.cell("p0.R")).to_have_value("GzD")
    one.type("Escape", "Delete")
    one.saved()
    assert one.place.model.values == {}


def test_where_enter_has_nowhere_to_go_what_is_typed_next_replaces_as_well(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(Form(pupils=1, columns=("P01",), spec=MARK)))
    one.come("p0.P01")
    one.type("1", "Enter", "2", "Enter")
    one.saved()
    expect(one.cell("p0.P01")).to_have_value("2")
    assert one.place.model.values == {"p0.P01": "2"}


def test_what_somebody_else_put_under_ones_cursor_is_replaced_by_typing_as_well(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(Form(pupils=2, columns=("P01",), spec=MARK)))
    one.come("p0.P01")
    one.place.model.write("p0.P01", "17", "Bob")
    expect(one.cell("p0.P01")).to_have_value("17")
    one.type("2", "Enter")
    one.saved()
    assert one.place.model.values == {"p0.P01": "2"}


def test_what_is_typed_opens_a_list_of_codes_and_meanings(lay: Lay, sit: Sit) -> None:
    one = sit(lay(JUDGED))
    page = one.come("p0.R")
    one.type("w", "o")
    box = page.get_by_role("listbox", name="Codes")
    expect(box.get_by_role("option")).to_have_text(
        [
            "WTS Working towards the standard",
            "EXS Working at the standard",
        ]
    )
    expect(one.cell("p0.R")).to_have_attribute("aria-expanded", "true")
    one.type("ArrowDown", "ArrowDown")
    expect(one.cell("p0.R")).to_have_attribute("aria-activedescendant", "ks-list-1")
    one.type("Enter")
    assert one.at() == "p1.R"
    expect(box).to_have_count(0)
    one.type("e", "x", "Tab", "Alt+ArrowDown")
    page.get_by_role("option", name="D Disapplied").click()
    one.saved()
    assert one.place.model.values == {"p0.R": "EXS", "p1.R": "EXS", "p1.W": "D"}


def test_what_cannot_be_is_kept_and_marked_in_silence(lay: Lay, sit: Sit) -> None:
    one = sit(lay(MARKS))
    one.come("p0.P01")
    one.type("4", "1", "Enter")
    assert one.at() == "p1.P01"
    expect(one.cell("p0.P01")).to_have_attribute("aria-invalid", "true")
    told = one.cell("p0.P01").get_attribute("aria-describedby")
    expect(one.page.locator(f'[id="{told}"]')).to_contain_text("Choose one of the list")
    one.saved()
    assert one.place.model.values == {"p0.P01": "41"}
    one.type("ArrowUp", "4", "0", "Enter")
    expect(one.cell("p0.P01")).not_to_have_attribute("aria-invalid", "true")


def test_a_zero_asks_once_whether_it_was_scored(lay: Lay, sit: Sit) -> None:
    one = sit(lay(MARKS, asks={"0": "zero"}))
    page = one.come("p0.P01")
    one.type("0", "Enter")
    dialog = page.get_by_role("dialog", name="Zero")
    expect(dialog).to_contain_text("Moss, Ann 0")
    one.type("7")
    dialog.get_by_role("button", name="Scored zero").click()
    assert one.at() == "p1.P01"
    one.type("0", "Enter")
    dialog.get_by_role("button", name="Absent").click()
    one.type("0", "Enter")
    dialog.get_by_role("button", name="Leave as it was").click()
    one.saved()
    assert one.place.model.values == {"p0.P01": "0", "p1.P01": "A"}
    expect(one.cell("p2.P01")).to_have_value("")


def test_a_question_of_the_service_is_asked_too(lay: Lay, sit: Sit) -> None:
    one = sit(lay(MARKS, asks={"D": "zero"}))
    page = one.come("p0.P01")
    one.type("d", "Enter")
    dialog = page.get_by_role("dialog", name="Zero")
    dialog.get_by_role("button", name="Absent").click()
    one.saved()
    assert one.place.model.values == {"p0.P01": "A"}


def test_an_exemption_asks_its_ground_and_fills_the_row(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL, asks={"A": "exemption"}))
    page = one.come()
    one.type("2", "a")
    dialog = page.get_by_role("dialog", name="Exemption")
    dialog.get_by_role("button", name="Save the exemption").click()
    expect(dialog).to_contain_text("Choose the one that holds")
    dialog.get_by_label("The child is exempt").check()
    dialog.get_by_role("button", name="Save the exemption").click()
    expect(one.cell("p1.E03")).to_have_value("A")
    assert one.at() == "p2.E01"
    one.saved()
    assert one.place.model.exempted[0]["ground"] == "child"
    assert one.place.model.values == {
        "p0.E01": "2",
        "p1.E01": "A",
        "p1.E02": "A",
        "p1.E03": "A",
    }


def test_f8_finds_the_next_blank_or_problem(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.paste("2\t2\t2\r\n2\t9\t2\r\n2\t2\t\r\n2\t2\t2\r\n")
    one.type("F8")
    assert one.at() == "p1.E02"
    one.type("F8")
    assert one.at() == "p2.E03"
    one.type("F8", "Shift+F8")
    assert one.at() == "p2.E03"
    one.type("2", "F8", "2", "Control+Home", "F8")
    one.told("No blanks and no problems here.")


def test_shift_and_the_mouse_select_a_block(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.type("Shift+ArrowDown", "Shift+ArrowRight")
    expect(page.locator(".ks-selected")).to_have_count(4)
    one.cell("p2.E03").click(modifiers=["Shift"])
    expect(page.locator(".ks-selected")).to_have_count(9)
    one.cell("p1.E02").click()
    expect(page.locator(".ks-selected")).to_have_count(0)
    assert one.at() == "p1.E02"
    one.type("Control+a")
    expect(page.locator(".ks-selected")).to_have_count(12)
    one.cell("p0.E01").drag_to(one.cell("p1.E02"))
    expect(page.locator(".ks-selected")).to_have_count(4)


def test_a_question_mark_shows_the_keys(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.type("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("next blank or problem")
    one.type("Escape")
    expect(dialog).to_be_hidden()
    assert one.at() == "p0.E01"


def test_enter_goes_to_the_right_where_that_is_chosen(lay: Lay, sit: Sit) -> None:
    form = Form(pupils=3, columns=("E01", "E02"), enter="right")
    one = sit(lay(form))
    one.come()
    one.type("2", "2")
    assert one.at() == "p1.E01"
    one.type("Enter", "Shift+Enter")
    assert one.at() == "p1.E01"


def test_the_way_of_enter_is_chosen_beside_the_keys(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.type("?")
    page.get_by_label("Enter goes").select_option(label="along the row")
    one.type("Escape", "2")
    assert one.at() == "p0.E02"
    one.told("Enter goes so until you leave this page.")  # nobody keeps it here


def test_the_way_of_enter_that_is_kept_with_the_person_is_gone(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(Form(pupils=4, columns=("E01", "E02", "E03"), enter="right")))
    one.come()
    one.type("Enter", "Enter", "Enter")
    assert one.at() == "p1.E01"


def test_nothing_that_has_the_focus_is_hidden_under_what_is_frozen(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay())
    page = one.come()
    page.set_viewport_size({"width": 700, "height": 420})
    script = """() => {
      const box = document.activeElement.getBoundingClientRect();
      const at = (x, y) => document.elementFromPoint(x, y) === document.activeElement;
      return at(box.left + 6, box.top + 6) && at(box.right - 6, box.bottom - 6);
    }"""
    ways = ["ArrowRight"] * 16 + ["ArrowDown"] * 29 + ["ArrowLeft"] * 16
    for key in [*ways, *["ArrowUp"] * 29]:
        one.type(key)
        assert page.evaluate(script), one.at()
