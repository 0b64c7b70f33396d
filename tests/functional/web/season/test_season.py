"""The season in small: schools return by every route, and all comes out as the key says.

Four schools take part in each collection, and twelve with KEYSTAGE_SCALE=1: invented
ones, each with a fault of `keystage.synth` planted in what it sends. Nothing enters but
through pages and uploads; only the people's accounts are there to begin with. What is
typed and pasted goes through Chromium, by the first school of each collection; the
others send the same forms. Every kind of page they come to is read by axe.

`PICTURES=<folder>` keeps the pictures of the guides there.
"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from keystage.synth.model import Collection
from keystage.transfer import verify
from tests.functional.web.season import acts, counting, stories
from tests.functional.web.season.conftest import Open
from tests.functional.web.season.invented import Invented, Results, in_all
from tests.functional.web.season.place import Here, Place
from tests.functional.web.season.turns import COLLECTIONS, schools

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const told = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
}"""


def by_keys(opened: Open) -> stories.Typing:
    """Return how results are entered in a browser: some typed, the others pasted."""

    def typing(here: Here, results: Results) -> None:
        page = opened(here.office).go(here.sheet)
        expect(page.locator("#sheet[data-ready]")).to_be_attached()
        upns = {id_: upn for upn, id_ in here.ids.items()}
        pupils: list[str] = page.locator("#sheet tr[data-pupil]").evaluate_all(
            "rows => rows.map(row => row.dataset.pupil)"
        )
        told = {one: results.get(upns.get(one, ""), {}) for one in pupils}
        half = len(pupils) // 2
        for pupil in pupils[:half]:
            for name, value in told[pupil].items():
                keyed(page, f"{pupil}.{name}", value)
        pasted(page, {one: told[one] for one in pupils[half:]})
        expect(page.locator("#saved[data-state=idle]")).to_contain_text("Saved")
        here.place.look("marksheet", here.office, here.sheet)

    return typing


def keyed(page: Page, cell: str, value: str) -> None:
    """Type a value into a cell."""
    page.locator(f'[id="{cell}"]').focus()
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def pasted(page: Page, results: Results) -> None:
    """Paste the results of the last children of a sheet, as a spreadsheet copies them."""
    names: list[str] = page.locator("#sheet th[data-component]").evaluate_all(
        "heads => heads.map(head => head.dataset.component)"
    )
    first = next(iter(results))
    begins = page.locator(f'tr[data-pupil="{first}"] td input').first
    cell = str(begins.get_attribute("id"))
    left = names[: names.index(cell.partition(".")[2])]
    for pupil, told in results.items():
        for name in left:
            if name in told:  # its column begins further down than the block
                keyed(page, f"{pupil}.{name}", told[name])
    block = (
        "\t".join(told.get(name, "") for name in names[len(left) :])
        for told in results.values()
    )
    begins.focus()
    page.evaluate(PASTE, "\r\n".join(block) + "\r\n")
    expect(page.locator("#told")).to_contain_text("taken")


def by_form(here: Here, results: Results) -> None:
    """Type results into the sheet as it is without a script."""
    acts.typed(here, results, here.office)


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_planted_fault_is_found_and_put_right_and_all_comes_to_what_the_key_says(
    place: Place, opened: Open, collection: Collection
) -> None:
    every = schools(collection)
    place.take_in(every)
    place.open()
    here = [Here(place, key) for key in every]
    for at in range(0, len(here), 4):
        stories.typed(here[at], by_form if at else by_keys(opened))
        stories.in_a_workbook(here[at + 1])
        stories.recalled(here[at + 2])
        stories.for_the_school(here[at + 3], here[at])
    place.look("board", place.officer, "/authority/board")
    place.look("return", place.officer, here[3].desk())
    acts.accept_all(place, len(here))
    for one in here:
        equals_the_key(one)
    all_together(place, every)
    on_the_board(place, here, opened)


def equals_the_key(here: Here) -> None:
    """Want the totals of a school in every file of its return, and in its receipt."""
    key, officer = here.key, here.place.officer
    of, wanted = key.collection, key.totals(key.results)
    for form, read in (
        ("ctf", counting.from_ctf),
        ("csv", counting.from_csv),
        ("xlsx", counting.from_xlsx),
    ):
        officer.go(here.desk("download"))
        asked = {"form": form, "reason": "To hold it against the key"}
        results = read(officer.kept(asked), of)
        assert results == key.results, (form, key.number)
        assert key.totals(results) == wanted, (form, key.number)
    here.head.go(here.at("return"))
    data = here.head.data(acts.receipt_of(here.head))
    assert verify(data).good
    told = counting.receipt(data)
    assert told["findings"]["errors"] == 0, told
    assert told["counts"]["pupils"] == len(key.results)
    assert told["counts"]["complete"] == len(key.results)
    assert told["counts"]["components"] == counting.counted(key)


def all_together(place: Place, every: list[Invented]) -> None:
    """Want each child once, from the school responsible, and the totals of them all."""
    officer, of = place.officer, place.collection
    asked = {"reason": "To hold it against the key"}
    officer.go(f"/authority/rounds/{place.round}/download-all")
    table = officer.kept({**asked, "form": "csv"})
    known = {upn: told for key in every for upn, told in key.results.items()}
    assert counting.from_csv(table, of) == known
    rows = [(row["UPN"], row["School"]) for row in counting.rows_of(table)]
    owners = {upn: number for key in every for upn, number in key.responsible.items()}
    assert sorted(rows) == sorted(
        (upn, f"{number[:3]}/{number[3:]}") for upn, number in owners.items()
    )
    with ZipFile(BytesIO(officer.kept({**asked, "form": "ctf"}))) as zipped:
        found = {
            name[3:7]: counting.from_ctf(zipped.read(name), of)
            for name in zipped.namelist()
        }
    wanted = in_all(one.meant for one in every)
    assert in_all(one.told(found[one.number]) for one in every) == wanted


def on_the_board(place: Place, here: list[Here], opened: Open) -> None:
    """Want every school accepted, and all children of the key complete, on the board."""
    page = opened(place.officer).go("/authority/board")
    expect(page.locator("tbody tr")).to_have_count(len(here))
    children = sum(len(one.key.results) for one in here)
    expect(page.locator("#tiles")).to_contain_text(f"{children} of {children}")
    for one in here:
        n = len(one.key.results)
        line = page.locator(f"#s-{one.id}")
        expect(line).to_contain_text("Accepted")
        expect(line).to_contain_text(f"{n} of {n}")
