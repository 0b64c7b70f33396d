"""Parts of a file that are kept as they are, with all they hold."""

from collections.abc import Callable
from functools import partial

from keystage.core.findings import Place
from keystage.core.records import Element
from keystage.ctf.layout import order
from keystage.ctf.reading.notes import Notes, shown
from keystage.ctf.reading.schema import IDENTITY_NAMES, OLD_SEX_NAME

_IDENTITY = frozenset({*IDENTITY_NAMES, OLD_SEX_NAME})
_READ_BY_NAME = ("BasicDetails", "Address")  # what rules read out of a pupil's parts

type ErrorAt = Callable[..., None]
"""Adds an error about the pupil being read: key, place, facts."""


class Parts:
    """Builds `Element` trees: the text of a leaf to the last space, nothing lost.

    `open` are the elements being built, the outermost first. Text beside
    elements, or broken by a comment, is kept whole in `Element.text` and is an
    error.
    """

    def __init__(self, texts: list[str], notes: Notes, error: ErrorAt) -> None:
        self.open: list[Element] = []
        self._texts = texts
        self._notes = notes
        self._error = error
        self._saved: dict[int, list[str]] = {}  # by depth: text before a child
        self._cut: dict[int, list[tuple[str, str, int]]] = {}  # comments, so far
        self._known: list[str | None] = []  # by depth: name that judges its children

    def begin(self, element: Element, sink: list[Element], level: str | None) -> None:
        """Begin a part at the top; `level` is where the format would place it."""
        sink.append(element)
        self.open.append(element)
        known = level is not None and order.is_known(level, element.name)
        self._known.append(element.name if known else None)

    def add(self, element: Element) -> bool:
        """Begin an element inside the one that is open; return whether it is known.

        Inside what the format does not know, everything passes as known.
        """
        if self._texts:
            self._save()
        self.open[-1].children.append(element)
        self.open.append(element)
        parent, name = self._known[-1], element.name
        if parent is None or parent not in order.ORDER:
            self._known.append(None)
            return True
        known = order.is_known(parent, name)
        self._known.append(name if known else None)
        return known or (parent == "BasicDetails" and name in _IDENTITY)

    def comment(self, key: str, what: str, line: int) -> None:
        """Take a comment or instruction inside the open element."""
        self._cut.setdefault(len(self.open), []).append((key, what, line))

    def end(self, path: Callable[[], str]) -> Element:
        """End the open element, text and all, and return it."""
        depth = len(self.open)
        element = self.open[-1]
        text = "".join(self._texts)
        self._texts.clear()
        if element.children or self._cut or self._saved:
            text = self._text_of(element, depth, text)
            self._judge(element, depth, text, path)
        element.text = text
        self._known.pop()
        self.open.pop()
        return element

    def _save(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if not text.isspace():
            self._saved.setdefault(len(self.open), []).append(text)

    def _text_of(self, element: Element, depth: int, text: str) -> str:
        if depth in self._saved:
            return "".join([*self._saved.pop(depth), text])
        return "" if element.children and text.isspace() else text

    def _judge(
        self, element: Element, depth: int, text: str, path: Callable[[], str]
    ) -> None:
        comments = self._cut.pop(depth, [])
        beside = element.children and text.strip()
        if beside or (comments and text.strip() and not element.children):
            inside = "an element" if beside else "a comment or an instruction"
            value = shown(text)
            self._error(
                "XML-MIXED",
                lambda: Place(line=element.line, path=path()),
                what=element.name,
                inside=inside,
                value=value,
            )
            return
        for key, what, line in comments:
            self._notes.note(key, partial(Place, line, path()), what)
        if depth == 1 and element.name in _READ_BY_NAME and self._known[0]:
            self._refuse_repeats(element, path)

    def _place_of(self, child: Element, path: Callable[[], str]) -> Place:
        return Place(line=child.line, path=f"{path()}/{child.name}")

    def _refuse_repeats(self, element: Element, path: Callable[[], str]) -> None:
        seen: dict[str, Element] = {}
        for child in element.children:
            known = order.is_known(element.name, child.name)
            if known and child.name != order.SUPPLIERS_OWN and child.name in seen:
                self._error(
                    "CTF-REPEATED",
                    partial(self._place_of, child, path),
                    what=child.name,
                    first=shown(seen[child.name].text),
                    second=shown(child.text),
                    taken="first",
                )
            seen.setdefault(child.name, child)
