"""The page says everything, escapes everything and lets nothing else run."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.reports import html
from tests.unit.reports.documents import (
    Json,
    document,
    file,
    finding,
    returned,
    unreadable,
)

VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """Reads a page as a browser would, and notices tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


def page(data: Json, **options: Any) -> Page:
    found = Page(html.render(data, **options))
    assert found.open == []
    return found


EVERYTHING = document(
    file(
        2001,
        [
            finding(system={"name": "Arbor", "steps": "Students > UPN"}),
            finding(child=1, consequences=[finding("P14", message="Not on the roll.")]),
            finding("H05", "query", collection=None, pupil=None, subject=None),
            finding("CTF-GENDER", "note", collection=None, pupil=None, value=" "),
        ],
        returns=[
            returned(not_run=[{"rule": "P15", "reason": "Needs the roll."}]),
            returned("phonics"),
        ],
    ),
    file(2002),
    unreadable(),
    across=[finding("P18", "query", pupil=None, files=["a.xml", "b.xml"])],
    skipped=[{"path": "notes.txt", "reason": "Plainly no return."}],
)


def test_the_verdict_is_the_heading_and_the_title() -> None:
    said = "1 of 2 schools must put something right, 1 file could not be read"
    assert said in page(EVERYTHING).text
    assert f"<title>{said} - Keystage</title>" in html.render(EVERYTHING)


def test_good_news_is_said_as_good_news() -> None:
    text = page(document(file())).text
    assert "Nothing to put right from 1 school" in text
    assert "Nothing was found in any file." in text
    assert "3 files could" not in text


def test_no_files_at_all_is_a_page_too() -> None:
    assert "No file was given." in page(document()).text


def test_everything_a_finding_holds_is_on_the_page() -> None:
    text = page(EVERYTHING).text
    for said in (
        "3 is not a result for Numerical patterns (E12) since 2022.",
        "Enter 1, 2 or A.",
        "In Arbor: Students > UPN",
        "Costa, Mateus",
        "T004200119001",
        "born 2020-11-05",
        "Sent: 3",
        "Sent: nothing",
        "Allowed: 1, 2, A.",
        "line 214, pupil 3",
        "1 finding goes away with this",
        "Not on the roll.",
        "In a.xml and b.xml.",
        "P15 (sex against the roll): Needs the roll.",
        "notes.txt: Plainly no return.",
        "eyfsp-2026 ab12ab12ab12",
    ):
        assert said in text, said


def test_the_moment_of_checking_is_shown_when_it_is_known() -> None:
    moment = datetime(2026, 6, 9, 10, 5, tzinfo=UTC)
    assert "Checked 9 June 2026, 10:05" in page(EVERYTHING, checked_at=moment).text
    assert "Checked" not in page(EVERYTHING).text


def test_the_page_lets_only_its_own_script_and_style_run() -> None:
    text = html.render(EVERYTHING)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        (inside,) = re.findall(f"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_nothing_is_fetched_and_nothing_is_styled_or_scripted_in_passing() -> None:
    for tag, attrs in page(EVERYTHING).tags:
        assert not {"src", "style", "action"} & attrs.keys(), tag
        assert not any(name.startswith("on") for name in attrs), tag
        assert (attrs.get("href") or "#").startswith(("#", "data:,")), tag


def test_every_link_leads_somewhere_and_no_id_is_given_twice() -> None:
    found = page(EVERYTHING)
    ids = found.ids()
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in found.tags if tag == "a"]
    assert {link.removeprefix("#") for link in links if link} <= set(ids)


@given(st.text(), st.text(), st.text())
def test_no_text_from_a_file_becomes_markup(name: str, value: str, path: str) -> None:
    markup = "<script>alert(1)</script><b onclick='x'>\"&"
    pupil = {"upn": value, "surname": name + markup, "forename": markup, "dob": markup}
    hostile = finding(
        rule=markup,
        message=name + markup,
        fix=markup,
        pupil=pupil,
        value=value + markup,
        allowed=[markup],
        subject=markup,
        collection=markup,
        system={"name": markup, "steps": markup},
        consequences=[finding(message=markup)],
    )
    source = {"la": markup, "estab": markup, "urn": markup, "name": markup}
    plain = page(document(file(findings=[finding()])))
    given = page(document(file(path=path + markup, findings=[hostile], source=source)))
    kinds = {tag for tag, _ in given.tags}
    assert kinds <= {tag for tag, _ in plain.tags} | {"span", "details", "summary"}
    assert sum(tag == "script" for tag, _ in given.tags) == 1
    assert "alert(1)" in given.text


def test_hidden_characters_are_named_and_names_cannot_turn_the_line() -> None:
    pupil = {"upn": "", "surname": "\u202eatsoC", "forename": "", "dob": ""}
    text = html.render(document(file(findings=[finding(pupil=pupil)])))
    assert "\u202e" not in text
    assert '<bdi><span class="hidden-character">U+202E</span>atsoC</bdi>' in text


def test_what_all_pupils_under_a_rule_share_is_said_once() -> None:
    same = [finding(child=number) for number in range(5)]
    rendered = html.render(document(file(findings=same)))
    listed = rendered.split('id="findings"')[1]
    assert listed.count("3 is not a result for") == 1
    different = [finding(message=f"Odd {number}.") for number in range(5)]
    text = page(document(file(findings=different))).text
    assert all(f"Odd {number}." in text for number in range(5))
    assert "For example: Odd 0." in text


def test_a_long_list_says_how_many_more_there_are_and_where() -> None:
    many = [finding(child=number) for number in range(240)]
    found = page(document(file(findings=many)), lines=60)
    assert sum(attrs.get("class") == "finding" for _, attrs in found.tags) == 50
    assert "and 190 more of rule R02 in this file, see the CSV." in found.text
    assert "This page lists 50 findings, at most 50 of one rule" in found.text
    assert "240 errors" in found.text


def test_however_many_rules_there_are_each_has_its_example() -> None:
    many = [finding(f"R{number}") for number in range(30)] * 2
    found = page(document(file(findings=many)), lines=10)
    assert sum(attrs.get("class") == "finding" for _, attrs in found.tags) == 30


def test_the_whole_of_a_short_page_lies_open_but_for_the_notes() -> None:
    lists = [
        (attrs["class"], "open" in attrs)
        for tag, attrs in page(EVERYTHING).tags
        if tag == "details" and (attrs.get("class") or "").startswith("weight")
    ]
    assert ("weight error", True) in lists
    assert ("weight query", True) in lists
    assert ("weight note", False) in lists


def test_a_very_long_page_starts_closed_and_knows_that_it_is_long() -> None:
    many = [finding(child=number) for number in range(1600)]
    rendered = html.render(document(*(file(2000 + n, many[:200]) for n in range(8))))
    assert '<body class="long">' in rendered
    assert '<details class="weight error">' in rendered


def test_the_filter_offers_what_is_there_and_waits_for_the_script() -> None:
    text = html.render(EVERYTHING)
    (form,) = re.findall(r"<form.*?</form>", text)
    assert " hidden>" in form
    assert '<option value="phonics">Phonics</option>' in form
    assert "Oxlip Meadow 2001 Primary School 999/2001" in form
    assert "Oxlip Meadow 2002" not in form  # nothing of it is listed


def test_schools_with_nothing_to_do_fold_away_unless_all_are_such() -> None:
    assert '<details class="clean-schools"><summary>1 school with' in html.render(
        EVERYTHING
    )
    assert '<details class="clean-schools" open>' in html.render(document(file()))


@pytest.mark.uncounted
def test_a_whole_authority_makes_a_page_that_can_be_sent() -> None:
    many = [finding(f"R{number % 20}", child=number) for number in range(60)]
    big = document(*(file(1000 + number, many) for number in range(480)))
    rendered = html.render(big)
    assert len(rendered) < 12_000_000
    assert "480 of 480 schools must put something right" in rendered
    assert rendered.count('class="finding"') == 480 * 20
    assert "and 2 more of rule R0 in this file, see the CSV." in rendered
