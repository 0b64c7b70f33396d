"""Every word a page shows can be translated: in a made-up language, none is left over."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from keystage_web.school.marksheet import showing

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]

# What stays as it is: names of people, schools and places, all invented.
NAMES = (
    *("Ashdown Infant", "Beech Hill Academy", "Eastfield Primary", "Harbour View"),
    *("Mateus Costa", "Seren Evans", "Ruth Hart", "Maple", "Oak", "E12", "7QK4-22MX"),
    *("Priya Nair · teacher · St Aidan's Primary", "Primary results"),
    "Local authority",
)
TOLD = re.compile(r"(?:aria-label|alt|title|placeholder)$|data-(?:i18n|minute|second)")
SILENT = {"script", "style", "code", "kbd"}
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


class Words(HTMLParser):
    """Everything on a page that a person reads or hears."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = [tag]
        self.found += [value or "" for name, value in attrs if TOLD.match(name)]

    def handle_endtag(self, tag: str) -> None:
        self.inside = []

    def handle_data(self, data: str) -> None:
        if not SILENT & set(self.inside):
            self.found.append(data)


def left_over(page: str) -> list[str]:
    """Return the words of a page that did not go through translation."""
    found = []
    for text in Words(page).found:
        rest = text
        for _ in range(4):  # a translated sentence may hold another
            rest = MARKED.sub("", rest)
        for name in NAMES:
            rest = rest.replace(name, "")
        if re.search(r"[A-Za-z]", rest):
            found.append(" ".join(text.split()))
    return found


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """A language in which every sentence stands in brackets."""
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    backend: Any = translation._trans  # type: ignore[attr-defined]  # no public way

    def bracketed(say: Callable[..., str]) -> Callable[..., str]:
        return lambda *arguments: f"⟦{say(*arguments)}⟧"

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(backend, name, bracketed(getattr(backend, name)))
    monkeypatch.setattr(showing, "_DRAWN", {})  # it holds what was drawn in English


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize(
    "address",
    ["/", "/health", "/nowhere", "/gallery", "/gallery/confirmed", "/outbox", "/keys"],
)
def test_no_word_of_a_page_is_left_in_english(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert "⟦" in page
    assert left_over(page) == []


@pytest.mark.usefixtures("made_up")
def test_no_word_of_a_form_with_errors_is_left_in_english(client: Client) -> None:
    wrong = {"born_0": "1", "email": "nobody"}
    page = client.post("/gallery", wrong).content.decode()
    assert "⟦There is a problem⟧" in page
    assert left_over(page) == []


def test_a_planted_word_is_caught() -> None:
    assert left_over("<p>⟦Save⟧ now</p>") == ["⟦Save⟧ now"]
    assert left_over('<nav aria-label="Main">⟦x⟧</nav>') == ["Main"]
    assert not left_over("<script>let a</script><p>⟦Save ⟦it⟧⟧ 12 · Ruth Hart</p>")
