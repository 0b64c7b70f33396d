"""The values a mail may hold: an allow-list by name, each with its form and its words.

A mail is stored as ids and plain values and becomes words when it is sent. An app that
has a thing worth naming (a school) says here how its id becomes a word; nobody
names a pupil.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.formats import date_format

from keystage import rulebooks
from keystage.core.errors import KeystageError, UsageError
from keystage_web.config import Config
from keystage_web.jobs.values import COLLECTION, COUNT, EVENT, ID, Form, personal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PATH = re.compile(r"/(?:[A-Za-z0-9_~.:=?&%-]+/?)*")
_LONGEST = 400
_HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,8}")
_NEAR = timedelta(days=400)  # a deadline; no child is born so near to it


@dataclass(frozen=True, slots=True)
class Word:
    """A value of a mail: the form it is stored in, and how it becomes words."""

    form: Form
    shown: Callable[[str, Any], Any] = lambda _, value: value


def _is_path(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= _LONGEST
        and not value.startswith("//")
        and bool(_PATH.fullmatch(value))
        and not personal(value)
    )


def _is_host(value: Any) -> bool:
    return isinstance(value, str) and bool(_HOST.fullmatch(value))


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def base() -> str:
    """Return how the addresses of this service begin, as people outside reach it."""
    config: Config = settings.CONFIG
    if config.https == "off":
        return f"http://{config.hosts[0]}:{config.listen.port}"
    return f"https://{config.hosts[0]}"


def titled(book: str) -> str:
    """Return what people call a collection: its own id where no rulebook has it."""
    try:
        return rulebooks.load(book).title
    except KeystageError:
        return book


_WORDS = {
    "link": Word(
        Form("a path of this service without anyone's data", _is_path),
        lambda _, path: base() + path,
    ),
    "deadline": Word(
        Form("a date within 400 days, as 2026-06-23", _is_date),
        lambda _, day: date_format(date.fromisoformat(day), "j F Y"),
    ),
    "collection": Word(COLLECTION, lambda _, book: titled(book)),
    "event": Word(EVENT),
    "host": Word(Form("the name of a host", _is_host)),
    **{name: Word(COUNT) for name in ("count", "more", "days", "hours", "minutes")},
}


_EVENTS: "dict[str, StrOrPromise]" = {}


def announce(event: str, told: "StrOrPromise" = "") -> None:
    """Name an event that an app tells of, as `return.accepted`, and say what it is."""
    if not EVENT.fits(event) or "." not in event:
        raise UsageError("An event is named as thing.what, in small letters.")
    _EVENTS[event] = told or event


def events() -> "dict[str, StrOrPromise]":
    """Return the events that are told of, each with what it is, by name."""
    return dict(sorted(_EVENTS.items()))


def known(events: Iterable[str]) -> None:
    """Raise `UsageError` unless there are events, and an app has announced each."""
    wanted = set(events)
    if not wanted or not wanted <= set(_EVENTS):
        told = ", ".join(sorted(_EVENTS)) or "none yet"
        raise UsageError(f"These events can be told of: {told}.")


def ids(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of an event; raises `UsageError` for what is no id."""
    for called, value in values.items():
        named = EVENT.fits(called) and not personal(called)
        if not named or not (ID.fits(value) or COLLECTION.fits(value)):
            raise UsageError("An event carries ids and collections, nothing else.")
    return dict(values)


def name(word: str, shown: Callable[[str, Any], Any], form: Form = ID) -> None:
    """Let mails hold `word` as an id; `shown` takes authority and id, returns its name.

    Another `form` is one made of ids and names of the code too. For schools, rounds and people of the service, never for pupils. Raises
    `UsageError` for a word that is taken.
    """
    if word in _WORDS:
        raise UsageError(f"Mails have a word {word} already.")
    _WORDS[word] = Word(form, shown)


def forget(word: str) -> None:
    """Let go of a word."""
    _WORDS.pop(word, None)


def judged(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the values; raises `UsageError` for one not on the list, or not in form.

    The message names it and does not repeat it.
    """
    for called, value in values.items():
        word = _WORDS.get(called)
        if word is None:
            raise UsageError(f"Mails have no word {called!a}.")
        if not word.form.fits(value):
            raise UsageError(f"What a mail has as {called} is not {word.form.name}.")
    day = values.get("deadline")
    if day and abs(date.fromisoformat(day) - now.date()) > _NEAR:
        raise UsageError("A deadline is within 400 days.")
    return dict(values)


def shown(authority: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as a mail shows them."""
    return {
        called: _WORDS[called].shown(authority, value)
        for called, value in values.items()
    }
