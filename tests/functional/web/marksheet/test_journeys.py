"""An evening at the sheet: however the line fails, what was typed is what is held."""

import random

import pytest
from playwright.sync_api import expect

from tests.conftest import SCALE
from tests.functional.web.marksheet.conftest import Lay, Sit, Teacher
from tests.functional.web.marksheet.page import Form

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

SMALL = Form(pupils=4, columns=("E01", "E02", "E03"))


def typed(one: Teacher, form: Form, delay: float) -> tuple[dict[str, str], int]:
    """Type a whole sheet, column by column; return what was typed, and the keys."""
    chance = random.Random(20261122)
    columns = [
        f"p{row}.{column}" for column in form.columns for row in range(form.pupils)
    ]
    table = {cell: chance.choice("12") for cell in columns}
    for value in table.values():
        one.page.keyboard.press(value, delay=delay)
    return table, len(table)


@pytest.mark.parametrize("speed", [1, 20])
def test_thirty_children_are_typed_by_510_keys_over_a_line_that_fails(
    lay: Lay, sit: Sit, speed: int
) -> None:
    form = Form(pupils=30 if speed > 1 or SCALE >= 1 else 4)
    one = sit(lay(form))
    one.place.line.latency, one.place.line.rate = 0.5, 0.2
    one.come()
    table, keys = typed(one, form, 200 / speed)
    one.saved(timeout=120_000)
    assert keys == form.pupils * 17
    assert one.place.model.values == table
    assert one.place.line.most == 1
    expect(one.page.locator("#blanks")).to_be_hidden()


def test_a_cell_is_saved_within_two_seconds_of_its_key(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.type("2")
    one.saved(timeout=2_000)
    expect(one.page.locator("#saved")).to_contain_text("Saved 10:42:07")
    assert one.place.model.values == {"p0.E01": "2"}


def test_a_block_of_a_spreadsheet_is_pasted_whole_and_bad_values_stay(
    lay: Lay, sit: Sit
) -> None:
    form = Form(pupils=4, columns=("E01", "E02"), closed=frozenset({"p3.E02"}))
    one = sit(lay(form))
    one.come()
    one.paste("1\t2\r\nexp\t7\r\n2\t\r\n2\t2\r\n1\t1\r\n")
    one.told("6 of 10 cells taken, 1 marked, 1 closed and left, 2 outside the list")
    one.saved()
    assert one.place.model.values == {
        "p0.E01": "1",
        "p0.E02": "2",
        "p1.E01": "2",
        "p1.E02": "7",
        "p2.E01": "2",
        "p3.E01": "2",
    }
    expect(one.cell("p1.E02")).to_have_attribute("aria-invalid", "true")
    assert len(one.place.model.saves) == 1
    one.type("Control+z")
    one.told("Undone: 6 cells")
    one.saved()
    assert one.place.model.values == {}
    one.type("Control+y")
    one.saved()
    assert one.place.model.values["p1.E02"] == "7"
    assert [save["via"] for save in one.place.model.saves] == [
        *("pasted", "undone", "redone")
    ]


def test_merged_cells_are_told_and_nothing_is_pasted(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    one.come()
    html = "<table><tr><td colspan=2>2</td></tr><tr><td>1<td>2</tr></table>"
    one.paste("2\t\r\n1\t2\r\n", html)
    one.told("some cells of the block are merged")
    expect(one.cell("p0.E01")).to_have_value("")


def test_a_block_is_copied_cut_and_pasted_by_the_browsers_own_clipboard(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one.paste("1\t2\r\n2\t1\r\n")
    one.type("Shift+ArrowDown", "Shift+ArrowRight", "Control+c")
    one.told("4 cells copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == "1\t2\r\n2\t1"
    one.type("ArrowDown", "ArrowDown", "Control+v")
    one.told("4 of 4 cells taken")
    one.type("Control+Home", "Shift+ArrowRight", "Control+x")
    one.saved()
    assert one.place.model.values == {
        "p1.E01": "2",
        "p1.E02": "1",
        "p2.E01": "1",
        "p2.E02": "2",
        "p3.E01": "2",
        "p3.E02": "1",
    }
    one.cell("p0.E03").focus()
    one.page.get_by_role("button", name="paste").click()
    one.told("1 of 2 cells taken")


def test_a_column_is_filled_where_it_is_blank_and_undone_at_once(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come("p1.E02")
    one.type("1")
    page.get_by_role("button", name="fill-column").click()
    dialog = page.get_by_role("dialog", name="Fill E02")
    expect(dialog.get_by_role("radio")).to_have_count(3)
    dialog.get_by_label("2 Expected").check()
    expect(dialog).to_contain_text("3 cells will be filled.")
    dialog.get_by_label("Also where something stands").check()
    expect(dialog).to_contain_text("4 cells will be filled.")
    dialog.get_by_label("Also where something stands").uncheck()
    dialog.get_by_role("button", name="Fill").click()
    one.told("3 cells filled")
    one.saved()
    assert one.place.model.values == {
        "p0.E02": "2",
        "p1.E02": "1",
        "p2.E02": "2",
        "p3.E02": "2",
    }
    one.cell("p1.E02").focus()
    one.type("Control+z")
    one.saved()
    assert one.place.model.values == {"p1.E02": "1"}
    one.cell("p1.E02").focus()
    one.type("Shift+ArrowRight", "Control+r", "Shift+ArrowDown", "Control+d")
    one.told("2 cells filled")
    one.saved()
    assert one.place.model.values == {
        "p1.E02": "1",
        "p1.E03": "1",
        "p2.E02": "1",
        "p2.E03": "1",
    }


def test_a_row_is_made_blank_and_filled_with_what_asks_first(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL, asks={"A": "exemption"}))
    page = one.come()
    one.paste("1\t2\t1\r\n")
    page.get_by_role("button", name="fill-row").click()
    dialog = page.get_by_role("dialog", name="Fill Moss, Ann 0")
    dialog.get_by_label("Blank").check()
    dialog.get_by_role("button", name="Fill").click()
    one.saved()
    assert one.place.model.values == {}
    page.get_by_role("button", name="fill-row").click()
    dialog.get_by_label("A Assessment not completed").check()
    dialog.get_by_role("button", name="Fill").click()
    asked = page.get_by_role("dialog", name="Exemption")
    asked.get_by_label("The child is exempt").check()
    asked.get_by_role("button", name="Save the exemption").click()
    expect(one.cell("p0.E03")).to_have_value("A")
    assert one.place.model.values == dict.fromkeys(one.place.form.ids()[:3], "A")


def test_a_lost_line_keeps_the_cells_and_sends_them_when_it_is_back(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    page.context.set_offline(True)
    one.type("1", "2", "1")
    expect(page.locator("#saved")).to_contain_text(
        "3 cells are waiting for the connection."
    )
    expect(page.locator("td.ks-waiting")).to_have_count(3)
    told = one.cell("p0.E01").get_attribute("aria-describedby") or ""
    expect(page.locator(f'[id="{told}"]')).to_have_text("waiting for the connection")
    page.context.set_offline(False)
    one.saved()
    expect(page.locator("td.ks-waiting")).to_have_count(0)
    assert one.place.model.values == {"p0.E01": "1", "p1.E01": "2", "p2.E01": "1"}


def test_a_page_that_is_closed_at_once_has_sent_its_last_key(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.type("1", "2")
    page.close(run_before_unload=True)
    again = sit(one.place)
    again.come()
    for _ in range(50):
        if len(one.place.model.values) == 2:
            break
        again.page.wait_for_timeout(100)
    assert one.place.model.values == {"p0.E01": "1", "p1.E01": "2"}


def test_what_was_not_sent_is_there_after_a_reload_and_sent_once(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.place.line.cut = True
    one.type("1", "2", "ArrowUp", "1")
    expect(page.locator("#saved")).to_contain_text("waiting for the connection")
    one.come()
    expect(one.cell("p1.E01")).to_have_value("1")
    one.told("2 cells from before were kept here, and are sent now.")
    one.place.line.cut = False
    one.saved()
    assert one.place.model.values == {"p0.E01": "1", "p1.E01": "1"}
    kept = page.evaluate("() => ({ ...sessionStorage })")
    assert kept == {}


def test_another_person_at_the_browser_sends_nothing_of_the_first(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.place.line.cut = True
    one.type("1", "2")
    expect(page.locator("#saved")).to_contain_text("waiting")
    kept = page.evaluate("() => JSON.stringify(sessionStorage)")
    assert "Moss" not in kept
    one.person = "bob"
    one.come()
    one.place.line.cut = False
    expect(one.cell("p0.E01")).to_have_value("")
    one.type("ArrowDown", "ArrowDown", "2")
    one.saved()
    assert one.place.model.values == {"p2.E01": "2"}


def test_signing_out_leaves_nothing_in_the_browser(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    page = one.come()
    one.place.line.cut = True
    one.type("1", "2")
    expect(page.locator("#saved")).to_contain_text("waiting")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/out")
    assert page.evaluate("() => ({ ...sessionStorage })") == {}


@pytest.fixture
def met(lay: Lay, sit: Sit) -> tuple[Teacher, Teacher]:
    """Two teachers on one class; the first typed a cell the other had just changed."""
    place = lay(SMALL)
    ann, bob = sit(place, "ann"), sit(place, "bob")
    ann.come()
    bob.come("p2.E03")
    ann.page.context.set_offline(True)
    bob.type("2")
    bob.saved()
    ann.cell("p2.E03").focus()
    ann.type("1")
    ann.page.context.set_offline(False)
    expect(ann.page.locator("td.ks-conflict")).to_have_count(1)
    return ann, bob


def test_two_teachers_see_what_the_other_does(lay: Lay, sit: Sit) -> None:
    place = lay(SMALL)
    ann, bob = sit(place, "ann"), sit(place, "bob")
    place.model.present = ["Bob Reed"]
    ann.come()
    bob.come()
    ann.type("1")
    expect(bob.cell("p0.E01")).to_have_value("1", timeout=12_000)
    bob.told("Somebody else changed 1 cell.")
    expect(ann.page.locator("#present")).to_contain_text("Bob Reed", timeout=12_000)


@pytest.mark.parametrize(("keep", "kept"), [("Keep mine", "1"), ("Keep theirs", "2")])
def test_where_two_values_met_both_are_shown_until_one_is_chosen(
    met: tuple[Teacher, Teacher], keep: str, kept: str
) -> None:
    ann, bob = met
    ann.told("1 cell has two values.")
    expect(ann.cell("p2.E03")).to_have_value("2")
    expect(bob.page.locator("td.ks-conflict")).to_have_count(1, timeout=12_000)
    ann.cell("p1.E03").focus()
    ann.cell("p2.E03").focus()
    ann.type("Control+Enter")
    dialog = ann.page.get_by_role("dialog", name="Moss, Ann 2")
    expect(dialog.locator("[data-theirs]")).to_have_text("2 Expected")
    expect(dialog.locator("[data-mine]")).to_have_text("1 Emerging")
    expect(dialog.locator("[data-by]")).to_contain_text("bob")
    dialog.get_by_role("button", name=keep).click()
    ann.told("Your choice is saved.")
    expect(ann.page.locator("td.ks-conflict")).to_have_count(0)
    assert ann.place.model.values == {"p2.E03": kept}
    expect(bob.page.locator("td.ks-conflict")).to_have_count(0, timeout=12_000)
    expect(bob.cell("p2.E03")).to_have_value(kept)


def test_nothing_changes_in_a_cell_one_is_typing_into(lay: Lay, sit: Sit) -> None:
    one = sit(lay(Form(pupils=3, columns=("P01",))))
    one.come("p1.P01")
    one.type("e", "m")
    one.place.model.write("p1.P01", "2", "bob")
    one.place.model.write("p2.P01", "1", "bob")
    expect(one.cell("p2.P01")).to_have_value("1", timeout=12_000)
    expect(one.cell("p1.P01")).to_have_value("em")
    one.type("Escape")
    expect(one.cell("p1.P01")).to_have_value("2")


def test_undo_leaves_what_another_has_changed_since(lay: Lay, sit: Sit) -> None:
    one = sit(lay(SMALL))
    one.come()
    one.paste("1\t1\r\n")
    one.saved()
    one.place.model.write("p0.E01", "2", "bob")
    expect(one.cell("p0.E01")).to_have_value("2", timeout=12_000)
    one.type("Control+z")
    one.told("Undone: 1 cell. 1 cell was left: somebody has changed it since.")
    one.saved()
    assert one.place.model.values == {"p0.E01": "2"}
    one.type("Control+z")
    one.told("There is nothing to undo.")
