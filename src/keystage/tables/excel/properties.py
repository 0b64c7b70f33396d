"""What a workbook's document properties say of it, and what it asks of others."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from keystage.tables.walk import Attributes, Visitor

_ASKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")


@dataclass(slots=True)
class Properties(Visitor):
    """The part of custom properties: name to text, whatever type it is said to be."""

    found: dict[str, str] = field(default_factory=dict)
    _name: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Note which property begins."""
        if name == "property":
            self._name = attributes.get("name", "")

    def text(self, text: str) -> None:
        """Take a piece of the property's text."""
        if self._name:
            self.found[self._name] = self.found.get(self._name, "") + text

    def end(self, name: str) -> None:
        """Note that a property ends."""
        if name == "property":
            self._name = ""


def asks_others(parts: Iterable[str]) -> bool:
    """Whether any part names another workbook, a database or a web page as a source."""
    return any(part.lower().startswith(_ASKS) for part in parts)
