"""The script's logic, tried in a browser under the service's own policy."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.web.marksheet.page import Form
from tests.functional.web.marksheet.serving import TRIALS, serving
from tests.shape.tree import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

PURE = ROOT / "src/keystage_web/ui/static/marksheet/pure"
NAMED = re.compile(r'^  "([^"]+)": (?:async )?\(', re.M)
ALL = [
    (file.name, name)
    for file in sorted(TRIALS.glob("*.mjs"))
    for name in NAMED.findall(file.read_text(encoding="utf-8"))
]
# What only a page has.
PAGE = re.compile(r"\b(?:document|window|fetch|navigator|sessionStorage|setTimeout)\b")
COMMENT = re.compile(r"//[^\n]*")


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """An empty page, which may load scripts of its own place alone."""
    with serving(Form(pupils=0)) as place:
        page = browser.new_page()
        page.goto(f"{place.home}/bare")
        yield page
        page.close()


@pytest.mark.parametrize(("file", "name"), ALL)
def test_logic(bare: Page, file: str, name: str) -> None:
    run = """async ([file, name]) => {
      await (await import(file)).trials[name]();
      return name;
    }"""
    assert bare.evaluate(run, [f"/trials/{file}", name]) == name


def test_every_trial_of_a_file_is_run(bare: Page) -> None:
    for file in {file for file, _ in ALL}:
        script = "async (file) => Object.keys((await import(file)).trials)"
        there = bare.evaluate(script, f"/trials/{file}")
        assert [name for of, name in ALL if of == file] == there


def test_the_logic_knows_no_page() -> None:
    for file in PURE.glob("*.mjs"):
        code = COMMENT.sub("", file.read_text(encoding="utf-8"))
        assert not PAGE.search(code), file.name
