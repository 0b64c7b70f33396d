"""Paths into a file, told without names of elements that nobody knows."""

import re
from collections.abc import Iterator

from keystage.ctf.layout import order
from keystage.ctf.reading import schema

# A step of a path: the element's name, and perhaps which of several.
_STEP = re.compile(r"([^/\[]+)(\[[0-9]+\])?")
_UNKNOWN = "*"  # as XPath writes an element of any name


def plain(path: str) -> str:
    """Return `path` with `*` for each element that no version of the format has.

    Whoever writes an element of their own may call it by a child's name.
    """
    return _STEP.sub(lambda step: _plain(step[1]) + (step[2] or ""), path)


def _plain(name: str) -> str:
    return name if name in _KNOWN else _UNKNOWN


def _names(node: schema.Node) -> Iterator[str]:
    yield node.name
    for child in node.children.values():
        yield from _names(child)


_KNOWN = frozenset(
    (
        *_names(schema.DOCUMENT),
        *order.ORDER,
        *(name for names in order.ORDER.values() for name in names),
    )
)
