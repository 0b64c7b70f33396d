"""Values of a line made sure of, one after another, before anything is built."""

from collections.abc import Iterable, Mapping
from typing import Any

from keystage.core.errors import Refused
from keystage.core.records import Element
from keystage.exports.messages import refused
from keystage.xmlguard import may_stand


class Shape:
    """What may stand on one line; `line` is its number, `depth` the deepest part."""

    def __init__(self, line: int, depth: int) -> None:
        self.line = line
        self._depth = depth

    def refused(self, wrong: str) -> Refused:
        """Return the refusal of the file for what is `wrong` on this line."""
        return refused("JSONL-SHAPE", self.line, wrong=wrong)

    def keyed(
        self, value: object, required: Iterable[str], optional: Iterable[str]
    ) -> dict[str, Any]:
        """Return `value` if it is an object with these keys, all the required ones."""
        if not isinstance(value, dict):
            raise self.refused("an object is missing")
        must = set(required)
        if missing := must - value.keys():
            raise self.refused(f"it does not say '{min(missing)}'")
        if value.keys() - must - set(optional):
            raise self.refused("it holds a key that is not known")
        return value

    def many(self, value: object) -> list[Any]:
        """Return `value` if it is a list."""
        if not isinstance(value, list):
            raise self.refused("a list is missing")
        return value

    def texts(self, held: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
        """Return the texts called `names`; one that is not there is ''."""
        return {name: self._text(held.get(name, ""), name) for name in names}

    def elements(self, value: object, depth: int = 1) -> "list[Element]":
        """Return a list of parts and all they hold."""
        if depth > self._depth:
            raise self.refused("its parts are nested too deeply")
        return [self._element(part, depth) for part in self.many(value)]

    def _element(self, value: object, depth: int) -> Element:
        held = self.keyed(value, ("name",), ("text", "children"))
        children = held.get("children", [])
        return Element(
            self._text(held["name"], "name"),
            self._text(held.get("text", ""), "text"),
            self.elements(children, depth + 1) if children else [],
            line=self.line,
        )

    def _text(self, value: object, name: str) -> str:
        if not isinstance(value, str):
            raise self.refused(f"'{name}' is not a text")
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            raise self.refused(f"'{name}' holds half a character")
        if not value.isprintable() and not may_stand(value):
            raise self.refused(f"'{name}' holds a sign no file of results can hold")
        return value
