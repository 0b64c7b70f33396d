"""The page that shows every part, and that nothing in it is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web import ui

ADDRESSES = ("/gallery", "/gallery/confirmed")
SERVICE = Path(ui.__file__).parents[1]
PARTS = SERVICE / "ui" / "templates"
SHEETS = SERVICE / "ui" / "static" / "ui"
DRAWN = re.compile(r'class="([^"]*)"')
NAMED = re.compile(r"\.([a-z][\w-]*)")
GOVUK = re.compile(r"govuk-[a-z_-]*[a-z](?:-\d+)?(?![-\w])")
SCRIPTED = {"js-enabled"}  # a browser that runs scripts puts it there itself
FILLED = {
    "child": "Quillfeather",
    "born_0": "27",
    "born_1": "3",
    "born_2": "2021",
    "left": "here",
    "group": "oak",
    "sure": "on",
}


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)


@dataclass(frozen=True)
class Shown:
    """What the gallery drew: templates, and the classes of all there is in it."""

    templates: set[str]
    classes: set[str]


@pytest.fixture
def shown(client: Client, settings: Settings, demonstration: None, logo: Path) -> Shown:
    """The gallery, asked for, confirmed, and sent with nothing in it."""
    told = {"help_email": "help@council.invalid", "help_telephone": "01632 960 001"}
    settings.CONFIG = replace(settings.CONFIG, logo=logo, **told)
    pages = [*map(client.get, ADDRESSES), client.post("/gallery")]
    html = "".join(page.content.decode() for page in pages)
    return Shown(
        {str(one.name) for page in pages for one in page.templates},
        {name for drawn in DRAWN.findall(html) for name in drawn.split()},
    )


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return path


def parts() -> set[str]:
    """Return the templates of parts, of forms and of what they are filled in with."""
    folders = ("ui/parts", "ui/widgets", "django/forms")
    found = [one for name in folders for one in (PARTS / name).rglob("*.html")]
    return {one.relative_to(PARTS).as_posix() for one in found}


def styled() -> set[str]:
    """Return every class the service's own sheets of style know, but for marksheets."""
    texts = [one.read_text() for one in SHEETS.glob("*.css")]
    plain = [re.sub(r"/\*.*?\*/|url\([^)]*\)", "", text, flags=re.S) for text in texts]
    return {name for text in plain for name in NAMED.findall(text)}


def of_govuk() -> set[str]:
    """Return every class of GOV.UK that any page of the service is made with."""
    pages = SERVICE.rglob("*.html")
    return {name for page in pages for name in GOVUK.findall(page.read_text())}


@pytest.mark.parametrize("wanted", [parts, styled, of_govuk])
def test_every_part_pages_are_made_of_is_shown(
    shown: Shown, wanted: Callable[[], set[str]]
) -> None:
    there = shown.templates | shown.classes | SCRIPTED
    assert len(wanted()) > 20
    missing = sorted(wanted() - there)
    assert not missing, " ".join(missing)


@pytest.mark.parametrize(
    "left_out",
    ["ui/parts/pages.html", "ui/parts/term.html", "ui/parts/tasks.html"],
)
def test_a_part_that_is_left_out_is_missed(
    client: Client, monkeypatch: pytest.MonkeyPatch, demonstration: None, left_out: str
) -> None:
    page = client.get("/gallery")
    assert left_out in {one.name for one in page.templates}
    text = (PARTS / "ui/gallery.html").read_text()
    without = text.replace(f'{{% include "{left_out}" %}}', "")
    assert without != text
    engine = engines["django"]
    monkeypatch.setattr(
        "keystage_web.ui.gallery.render",
        lambda request, _, told, status: HttpResponse(
            engine.from_string(without).render(told, request), status=status
        ),
    )
    page = client.get("/gallery")
    assert left_out in parts() - {one.name for one in page.templates}


@pytest.mark.parametrize("address", ADDRESSES)
def test_outside_a_demonstration_it_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post("/gallery/still-here").status_code == 404


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("address", ADDRESSES)
def test_in_a_demonstration_it_is(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("demonstration")
def test_a_form_with_problems_comes_back_as_one(client: Client) -> None:
    page = client.post("/gallery", {**FILLED, "child": ""})
    assert page.status_code == 422
    assert b"There is a problem" in page.content
    assert b'value="2021"' in page.content


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_a_form_without_a_problem_is_thanked_for_once(client: Client) -> None:
    file = SimpleUploadedFile("results.xml", b"<CTfile/>")
    done = client.post("/gallery", {**FILLED, "file": file}, follow=True)
    assert done.redirect_chain == [(reverse("ui:gallery"), 302)]
    assert b"Nothing was kept" in done.content
    assert b"Nothing was kept" not in client.get("/gallery").content


@pytest.mark.usefixtures("demonstration")
def test_staying_is_answered_and_only_when_sent(client: Client) -> None:
    assert client.post("/gallery/still-here").status_code == 204
    assert client.get("/gallery/still-here").status_code == 405
