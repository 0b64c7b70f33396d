"""The page that shows every part, and that nothing in it is kept."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

ADDRESSES = ("/gallery", "/gallery/confirmed")
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
