"""The XML of a workbook's part, element by element, through the guard."""

from collections.abc import Mapping

from keystage.core.errors import Refused
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal
from keystage.xmlguard import Opening, events

type Attributes = Mapping[str, str]


class Visitor:
    """Who is told what stands in a part; by itself it heeds nothing.

    Names are local; of attributes, `name` is one without a namespace and
    `last-part-of-the-namespace:name` one with.
    """

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""

    def text(self, text: str) -> None:
        """Take characters; never empty."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


def walk(
    part: str,
    data: bytes,
    visitor: Visitor,
    limits: TableLimits,
    *,
    spaces: bool = False,
) -> None:
    """Tell `visitor` what stands in `data`, the part called `part`.

    With `spaces`, names of elements come as `namespace local`. Raises `Refused` for what is not XML inside the limits, worded for workbooks.
    """
    try:
        for _ in events(data, _Adapter(visitor, spaces=spaces), limits.xml):
            pass
    except Refused as fault:
        if fault.code == "XML-DTD":
            raise refusal("dtd", part=part) from None
        if fault.code.startswith("SHEET-"):
            raise
        reason = f"its part {part} cannot be read ({fault.code})"
        raise refusal("broken", reason=reason) from None


class _Adapter:
    """The guard's events as a `Visitor` wants them."""

    def __init__(self, visitor: Visitor, *, spaces: bool) -> None:
        self.texts: list[str] = []
        self._called = str if spaces else _local
        self._visitor = visitor
        self._names: dict[str, str] = {}

    def open(self, opening: Opening) -> None:
        """Nothing is asked of a part's encoding: the guard has seen to it."""

    def start(self, name: str, attributes: list[str]) -> None:
        self._flush()
        named = {
            self._attribute(attributes[at]): attributes[at + 1]
            for at in range(0, len(attributes), 2)
        }
        self._visitor.start(self._called(name), named)

    def end(self, name: str) -> None:
        self._flush()
        self._visitor.end(self._called(name))

    def comment(self) -> None:
        """Comments say nothing to us."""

    def instruction(self, target: str) -> None:
        """Nor do processing instructions."""

    def odd_version(self, version: str) -> None:
        """XML 1.1 is read like 1.0."""

    def where(self) -> str:
        return ""

    def _flush(self) -> None:
        if self.texts:
            self._visitor.text("".join(self.texts))
            self.texts.clear()

    def _attribute(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = _short(name)
        return self._names[name]


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _short(name: str) -> str:
    """Return `relationships:id`, `office:value-type`, or the plain name."""
    uri, _, local = name.rpartition(" ")
    if not uri:
        return local
    # urn:oasis:names:tc:opendocument:xmlns:office:1.0 and .../2006/relationships
    words = [word for word in uri.replace(":", "/").split("/") if word != "1.0"]
    return f"{words[-1]}:{local}"
