"""In a made-up language no word of any page there is, is left in English."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest
from django.apps import apps

from tests.integration.web.authz.pages.every import LED, NO_PAGE, pages
from tests.integration.web.authz.trial import taken_back
from tests.integration.web.authz.way import every
from tests.integration.web.authz.world import World
from tests.integration.web.test_translation import left_over, made_up

__all__ = ["made_up"]

pytestmark = [
    *(pytest.mark.database, pytest.mark.django_db, pytest.mark.uncounted),
    *(pytest.mark.usefixtures("made_up", "spared"),),
]


# What the library says of a child or a return, in the words of the guidance: English.
FROM_THE_LIBRARY = (
    *("pupil", "pupil-question", "round-edit", "marksheet", "verify"),
    *("receipt", "return-changed", "return-sign", "review", "round-school", "columns"),
)
# What a sentence of theirs leaves open, and what may stand there.
_GAP, _CALLED = "{pupils}", ("children", "pupils")
# Addresses, digests, keys, and the names of an installation.
ROUGH = re.compile(
    r"[a-z0-9._]+@[a-z0-9.]+|https?://\S+|\b[0-9a-f]{16}\b|\b[A-Z2-7]{4}( [A-Z2-7]{4})+"
    r"|\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b"
    r"| \u2013 Primary results \u2013 Local authority"
)


def texts(value: object) -> Iterator[str]:
    """Yield the texts within a value, those of JSON in a text too."""
    if isinstance(value, str):
        yield value
        if value.startswith('{"'):  # a rulebook as a round keeps it
            yield from texts(json.loads(value))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(key)
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


@cache
def of_rulebooks() -> frozenset[str]:
    """Return what rulebooks call things, as their files have it."""
    found = set[str]()
    for file in sorted(files("keystage.rulebooks").joinpath("data").iterdir(), key=str):
        for part in file.iterdir() if file.is_dir() else ():
            if part.name.endswith(".toml"):
                found |= set(re.findall(r'"([^"\n]{2,})"', part.read_text("utf-8")))
    found |= {
        one.format(pupils=word) for one in found for word in _CALLED if _GAP in one
    }
    return frozenset(found)


def kept() -> list[str]:
    """Return every text the database holds, the longest first."""
    found = set(of_rulebooks())
    for model in apps.get_models():
        if model._meta.app_label not in {"sessions", "audit", "contenttypes", "auth"}:
            for row in model._base_manager.values_list():
                found |= set(texts(row))
    return sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def left(page: str, names: list[str]) -> list[str]:
    """Return what is left over of a page without what it was told."""
    found = []
    for words in left_over(page):
        rest = ROUGH.sub("", words)
        for name in names:
            rest = rest.replace(name, "")
        if re.search(r"[A-Za-z]{2}", re.sub(r"⟦[^⟦⟧]*⟧", "", rest)):
            found.append(words)
    return found


def test_no_word_of_any_page_is_left_in_english(everyone: World) -> None:
    found, shown = list[str](), 0
    for one in pages(everyone):
        with taken_back(one.actor):
            answer = one.actor.client.get(one.address(everyone))
            names = kept()
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        shown += 1
        if not one.way.route.partition(":")[2].startswith(FROM_THE_LIBRARY):
            for words in left(answer.content.decode(), names):
                found.append(f"{one.way.route}: {words}")
    assert shown > 100
    assert not found, "\n".join(sorted(set(found)))


def test_what_is_listed_as_no_page_is_there() -> None:
    assert {one.action for one in every()} >= set(NO_PAGE)
    assert {one.route for one in every()} >= set(LED)
