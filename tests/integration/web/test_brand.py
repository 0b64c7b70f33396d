"""Whose service it is, on every page."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from keystage_web.ui.brand import Brand, brand_of

# The first page of a demonstration offers its people, who are in the database.
pytestmark = [pytest.mark.database, pytest.mark.django_db]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def branded(settings: Settings, tmp_path: Path) -> Client:
    """The service of an invented council."""
    (tmp_path / "logo.svg").write_bytes(SVG)
    settings.CONFIG = replace(
        settings.CONFIG,
        organisation="Ashfordshire <Council>",
        service="Results",
        colour="#5a1040",
        logo=tmp_path / "logo.svg",
        demonstration=True,
    )
    return Client()


def test_name_colour_and_logo_are_the_councils(branded: Client) -> None:
    page = " ".join(branded.get("/").content.decode().split())
    assert "Ashfordshire &lt;Council&gt;" in page
    assert (
        "<title> Start \u2013 Results \u2013 Ashfordshire &lt;Council&gt;</title>"
        in page
    )
    assert 'src="/brand/logo?' in page
    assert branded.get("/brand.css").content == b":root { --brand: #5a1040; }\n"
    logo = branded.get("/brand/logo")
    assert logo.content == SVG
    assert logo.headers["Content-Type"] == "image/svg+xml"


def test_a_demonstration_says_so_on_every_page(branded: Client) -> None:
    for address in ("/", "/nowhere"):
        assert b"Every school, person and pupil here is invented" in (
            branded.get(address).content
        )


def test_without_a_logo_there_is_none_and_no_word_of_a_demonstration() -> None:
    page = Client().get("/").content
    assert b"/brand/logo" not in page
    assert b"invented" not in page
    assert Client().get("/brand/logo").status_code == 404


def test_the_address_of_the_style_changes_with_colour_and_logo(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"one")
    first = Brand("A", "B", "#000000", logo)
    assert first.version == Brand("C", "D", "#000000", logo).version
    assert first.version != replace(first, colour="#111111").version
    before = first.version
    logo.write_bytes(b"two")
    assert first.version != before


def test_a_request_may_carry_the_brand_of_an_authority_of_its_own() -> None:
    request = RequestFactory().get("/")
    own = Brand("Other", "Results", "#000000")
    request.brand = own  # type: ignore[attr-defined]  # as accounts sets it
    assert brand_of(request) is own
    assert brand_of(None).organisation == "Local authority"
