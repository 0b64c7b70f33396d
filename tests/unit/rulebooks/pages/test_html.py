"""A rulebook's Markdown as a page."""

import re

import pytest

from keystage import rulebooks
from keystage.rulebooks.pages import html

MARKDOWN = """# Key stage <1>

`ks1-2026`, revision 1. **Provisional**: *not* yet.

## Codes

- one
- two [link](other.md)

> A sentence & its fix.

| Id | What |
| --- | --- |
| `REA` | Reading |
"""


def test_every_sort_of_block_has_its_element() -> None:
    page = html.page(MARKDOWN)
    assert page.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "<title>Key stage &lt;1&gt;</title>" in page
    assert "<h1>Key stage &lt;1&gt;</h1>" in page
    assert (
        "<p><code>ks1-2026</code>, revision 1. <strong>Provisional</strong>: *not* yet.</p>"
    ) in page
    assert '<ul>\n<li>one</li>\n<li>two <a href="other.md">link</a></li>\n</ul>' in page
    assert "<blockquote>A sentence &amp; its fix.</blockquote>" in page
    assert (
        '<thead><tr><th scope="col">Id</th><th scope="col">What</th></tr></thead>'
        in page
    )
    assert "<tr><td><code>REA</code></td><td>Reading</td></tr>" in page


@pytest.mark.parametrize("name", ["eyfsp-2026", "phonics-2024", "ks2-2017", "ks1-2020"])
def test_a_whole_rulebook_is_well_formed_and_says_all_its_page_says(name: str) -> None:
    book = rulebooks.load(name)
    page = rulebooks.show(book, "html")
    opened = re.findall(
        r"<(h[1-6]|ul|li|table|tr|td|th|p|blockquote|code|strong)\b", page
    )
    closed = re.findall(
        r"</(h[1-6]|ul|li|table|tr|td|th|p|blockquote|code|strong)>", page
    )
    assert sorted(opened) == sorted(closed)
    assert page.count("<h2>") == rulebooks.show(book).count("\n## ")
    assert "<script" not in page
    assert "http" not in page
