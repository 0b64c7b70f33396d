"""What the script sends, read strictly: nothing else reaches an action."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from keystage.core.errors import KeystageError
from keystage_web.returns.actions import Typed

_LONGEST = 64
_JSON = "application/json"
_MOST_VERSION = 10**9
_ODD = re.compile("[\0\ud800-\udfff]")  # what no database keeps
_REQUIRED = object()


class Unreadable(KeystageError):
    """What was sent is not what the script sends."""


def read(request: HttpRequest) -> Mapping[str, Any]:
    """Return the object that was sent; raises `Unreadable` for anything else."""
    if request.content_type != _JSON:  # a form's body was read before it came here
        raise Unreadable
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(told, dict):
        raise Unreadable
    return told


def text(told: Mapping[str, Any], name: str, default: object = _REQUIRED) -> str:
    """Return a short text of what was sent; raises `Unreadable` for any other value."""
    value = told.get(name, default)
    if not isinstance(value, str) or len(value) > _LONGEST or _ODD.search(value):
        raise Unreadable
    return value


def number(told: Mapping[str, Any], name: str) -> int:
    """Return a version or a count that was sent; raises `Unreadable` for any other value."""
    value = told.get(name)
    if type(value) is not int or not 0 <= value < _MOST_VERSION:
        raise Unreadable
    return value


def asked_cells(told: Mapping[str, Any]) -> list[Typed]:
    """Return the cells that were sent; raises `Unreadable` for what is none."""
    cells = told.get("cells")
    if not isinstance(cells, list) or not cells:
        raise Unreadable
    return [cell_of(one) for one in cells]


def cell_of(told: Any) -> Typed:
    """Return a cell that was sent; raises `Unreadable` for what is none."""
    if not isinstance(told, dict):
        raise Unreadable
    pupil, dot, component = text(told, "cell").partition(".")
    sure = told.get("sure", False)
    if not dot or not isinstance(sure, bool):
        raise Unreadable
    base = number(told, "base")
    return Typed(pupil, component, text(told, "value"), base, sure)
