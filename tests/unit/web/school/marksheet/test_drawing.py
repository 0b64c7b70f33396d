"""The table of a marksheet, drawn: what a person, a form and a script find in it."""

import json
from html.parser import HTMLParser

import pytest

from keystage_web.returns.sheet.model import Sheet, State, Waiting
from keystage_web.school.marksheet.drawing import drawn
from tests.conftest import GIVEN
from tests.unit.web.school.marksheet import sheets
from tests.unit.web.school.marksheet.sheets import Child

# What would end an attribute, a text or an element, were it not escaped.
BREAKING = (
    *('"', "'", "<", ">", "&", "&quot;", "&#34;", "</td>", "</table>", "<script>"),
    *('"><b>', "' x='", "<!--", "-->", "]]>", "\u2028"),
)
NAUGHTY = GIVEN / "reference" / "badinput" / "values.json"


class Table(HTMLParser):
    """A table's elements: their attributes by id, the texts, and how they nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: dict[str, dict[str, str]] = {}
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.rows: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append(0)
        if tag in {"td", "th"}:
            self.rows[-1] += int(told.get("colspan", 1))
        if "id" in told:
            assert told["id"] not in self.ids
            self.ids[told["id"]] = told

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def table(sheet: Sheet) -> Table:
    return Table(drawn(sheet, lambda pupil: f"/pupil/{pupil}"))


def test_every_row_has_a_cell_for_every_column() -> None:
    found = table(sheets.maple())
    head, beneath, *rows = found.rows
    assert head == beneath + 1 == 20
    assert set(rows) == {20}
    assert len(rows) == 21 + 1


def test_a_cell_is_named_by_its_pupil_and_its_column() -> None:
    found = table(sheets.maple())
    name = f"{sheets.pupil_id(2)}.E05"
    cell = found.ids[name]
    assert cell["name"] == name
    assert cell["value"] == "1"
    assert cell["data-version"] == "1"
    person, column = cell["aria-labelledby"].split()
    assert found.ids[person]["href"] == f"/pupil/{sheets.pupil_id(2)}"
    assert found.ids[column]["data-component"] == "E05"
    assert "aria-invalid" not in cell


def test_a_value_that_cannot_stand_says_why() -> None:
    found = table(sheets.maple())
    cell = found.ids[f"{sheets.pupil_id(6)}.E12"]
    assert cell["aria-invalid"] == "true"
    assert cell["aria-describedby"] in found.ids
    assert any("3 is not a result" in text for text in found.texts)


def test_two_values_that_met_are_told_to_the_script() -> None:
    met = Waiting("0000000000000k01", sheets.pupil_id(11), "E09", "1", "Ada", "2", "Bo")
    page = drawn(sheets.sheet(_hughes(), clashes=(met,)), str)
    begin = page.index('data-clash="') + len('data-clash="')
    told = page[begin : page.index('"', begin)].replace("&quot;", '"')
    assert json.loads(told)["theirs"] == {"value": "2", "by": "Bo", "at": ""}
    assert "two values: choose one" in page


def _hughes() -> list[Child]:
    return [
        Child("Hughes, Finn", "2" * 17, cells={"E09": {"clash": "0000000000000k01"}})
    ]


@pytest.mark.parametrize("state", [State.CLOSED, State.LOCKED])
def test_a_cell_that_takes_nothing_has_no_control_and_says_why(state: State) -> None:
    sheet = sheets.closed("Met the standard in 2025.", state=state)
    page = drawn(sheet, str)
    assert f'id="{sheets.pupil_id(1)}.mark"' not in page
    assert page.count("Met the standard in 2025.") == 2  # to the eye and to the ear
    assert f"ks-{state.value}" in page


def test_what_was_there_goes_along_for_a_form_without_a_script() -> None:
    children = [Child("Moss, Bob", ["2", "", "it is odd: ä"])]
    page = drawn(sheets.sheet(children), str)
    assert 'value="1:2 0: 1:it%20is%20odd%3A%20%C3%A4 0:' in page


def test_a_sheet_without_a_foot_has_none() -> None:
    assert "<tfoot></tfoot>" in drawn(sheets.crowd(1), str)


def test_no_name_and_no_value_breaks_out_of_its_place() -> None:
    if not NAUGHTY.exists():
        pytest.skip("the given material is not beside the repository")
    words = [one["value"] for one in json.loads(NAUGHTY.read_text("utf-8"))]
    words += [*BREAKING, *(word + end for word in words for end in BREAKING)]
    assert len(words) >= 500
    children = [Child(f"{word}, x", [word], (word,)) for word in words]
    plain = table(sheets.crowd(len(words)))
    found = table(sheets.sheet(children))
    assert sorted(set(found.tags)) == sorted({*plain.tags, "span"} & set(found.tags))
    assert found.tags.count("input") == plain.tags.count("input")
    assert set(found.rows[2:]) == {20}
    for at, word in enumerate(words, 1):
        cell = found.ids[f"{sheets.pupil_id(at)}.E01"]
        assert cell["value"].split() == word.split()
