"""The sheet for everyone: in every state of the script, by ear and by hand."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import expect

from tests.functional.web.marksheet.conftest import Lay, Sit, Teacher
from tests.functional.web.marksheet.page import MARK, Form

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

MARKS = Form(pupils=4, columns=("P01", "P02"), spec=MARK)
LARGE = Form(pupils=120)
KEYS = ("2", "1", "ArrowRight", "2", "ArrowDown")


def listed(one: Teacher) -> None:
    one.type("Alt+ArrowDown", "ArrowDown")
    expect(one.page.get_by_role("listbox")).to_be_visible()


def marked(one: Teacher) -> None:
    one.type("7", "7", "Enter")
    one.saved()


def waiting(one: Teacher) -> None:
    one.place.line.cut = True
    one.type("7", "Enter")
    expect(one.page.locator("td.ks-waiting")).to_have_count(1)


def refused(one: Teacher) -> None:
    one.place.model.closed.add("p0.P01")
    one.type("7", "Enter")
    expect(one.page.locator("td.ks-refused")).to_have_count(1)


def met(one: Teacher) -> None:
    one.page.context.set_offline(True)
    one.place.model.write("p0.P01", "5", "bob")
    one.type("7", "Enter")
    one.page.context.set_offline(False)
    expect(one.page.locator("td.ks-conflict")).to_have_count(1)
    one.type("ArrowUp", "Control+Enter")
    expect(one.page.locator("#cell")).to_contain_text("What you typed")


def asked(one: Teacher) -> None:
    one.type("0", "Enter")
    expect(one.page.locator("#ask")).to_be_visible()


def filling(one: Teacher) -> None:
    one.page.get_by_role("button", name="fill-column").click()


def keys(one: Teacher) -> None:
    one.type("?")


def selected(one: Teacher) -> None:
    one.type("Shift+ArrowDown", "Shift+ArrowRight")


@pytest.mark.parametrize(
    "state", [listed, marked, waiting, refused, met, asked, filling, keys, selected]
)
def test_no_state_of_the_sheet_has_anything_axe_complains_of(
    lay: Lay, sit: Sit, state: Callable[[Teacher], None]
) -> None:
    one = sit(lay(MARKS))
    one.come("p0.P01")
    state(one)
    found = Axe().run(one.page)
    assert found.violations_count == 0, found.generate_report()


def test_a_cell_is_read_out_with_its_child_its_column_and_what_is_wrong(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(MARKS))
    page = one.come("p0.P01")
    marked(one)
    cell = page.get_by_role("textbox", name="Moss, Ann 0 P01")
    expect(cell).to_have_accessible_description(
        "This is no code or mark of this column. Choose one of the list."
    )
    one.cell("p2.P01").focus()
    one.type("a")
    expect(page.get_by_role("combobox", name="Moss, Ann 2 P01")).to_be_visible()
    expect(page.get_by_role("option", selected=True)).to_have_text("A Absent")


def test_what_is_saved_is_seen_at_each_key_and_read_out_now_and_then(
    lay: Lay, sit: Sit
) -> None:
    one = sit(lay(MARKS))
    page = one.come("p0.P01")
    heard = page.locator("#saved .govuk-visually-hidden")
    one.type("7", "Enter")
    one.saved()
    expect(heard).to_have_text("Saved 10:42:07")
    page.evaluate(
        """() => {
          window.said = 0;
          const heard = document.querySelector("#saved .govuk-visually-hidden");
          const count = () => { window.said += 1; };
          new MutationObserver(count).observe(heard, { childList: true });
        }"""
    )
    one.type("8", "Enter", "9", "Enter")
    one.saved()
    assert page.evaluate("() => window.said") == 0


def test_a_key_costs_little_however_large_the_sheet(lay: Lay, sit: Sit) -> None:
    one = sit(lay(LARGE))
    page = one.come()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        found = {entry["name"]: float(entry["value"]) for entry in told}
        return 1000 * (found["ScriptDuration"] + found["RecalcStyleDuration"])

    one.type(*KEYS)
    before = spent()
    one.type(*KEYS * 8)
    each = (spent() - before) / (8 * len(KEYS))
    assert each <= 10, f"{each:.1f} ms of processor time for a key"
