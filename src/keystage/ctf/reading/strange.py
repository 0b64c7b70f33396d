"""What a reader does with everything that is not quite as the format says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from keystage.core.findings import Place
from keystage.core.records import Element
from keystage.ctf.reading import roots
from keystage.ctf.reading.notes import shown
from keystage.ctf.reading.schema import (
    INNER,
    PART,
    SEX_INDEX,
    TAINTED,
    WHITE,
    Node,
    Role,
)
from keystage.ctf.reading.state import State
from keystage.xmlguard import Limits

_VERSION_ATTRIBUTE = "CTFversion"
_NAMED = 10  # texts remembered for a message that names five
_IN_HEADER = (Role.HEADER, Role.SOURCE, Role.DESTINATION)
_IN_PUPIL = (Role.PUPIL, Role.STAGES, Role.KEY_STAGE, Role.ASSESSMENT)
_LEVELS = {Role.PUPIL: "Pupil"}


@dataclass(slots=True)
class Sightings:
    """How often one of two names for the same thing was seen, and where first."""

    name: str
    times: int = 0
    first: Place | None = None

    def seen(self, state: State, line: int) -> None:
        """Count one more, in the pupil that just ended."""
        self.times += 1
        if self.first is None:
            self.first = Place(line=line, path=f"{state.where()}/{self.name}")


class Strange(State):
    """The rare events: unknown, repeated, misplaced, mixed, in a namespace."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.sexes = (Sightings("Gender"), Sightings("Sex"))
        self.odd_versions: list[str] = []
        self.touched: dict[str, Place] = {}
        self.root_version = ""
        self._tainted: Node = TAINTED
        self._inside = ""
        self._inside_line = 0
        self._namespace = ""
        self._foreign = 0  # depth of parts at which another format's began

    def odd_version(self, version: str) -> None:
        """Note a version of XML that is read though it is not 1.0."""
        self.notes.note("XML-VERSION", lambda: Place(line=1), version)

    def attributes(self, name: str, attributes: list[str]) -> None:
        """Note attributes, which the format does not have."""
        place = partial(self.place, name.rpartition(" ")[2])
        for index in range(0, len(attributes), 2):
            local = attributes[index].rpartition(" ")[2]
            self.notes.note("CTF-UNKNOWN-ATTRIBUTE", place, local)
            if local == _VERSION_ATTRIBUTE and not self.stack:
                self.root_version = attributes[index + 1].strip(WHITE)

    def unknown(self, name: str) -> Node | None:
        """Take an element the open one does not know by that name.

        Returns the node it turns out to be, or None when it was dealt with.
        """
        here = self.here
        uri, _, local = name.rpartition(" ")
        if here is PART:
            self._part_inside(uri, local)
            return None
        if here.leaf or here is TAINTED or here is INNER:
            self._inner(local)
            return None
        node = here.children.get(local) if uri else None
        if node is not None:
            if here.role is Role.DOCUMENT:
                self._namespace = uri
            self.notes.note("CTF-NAMESPACE", lambda: self.place(local), uri)
            return node
        if here.role is Role.DOCUMENT:
            raise roots.other_root(local, self.line())
        if self.texts:
            self.stray()
        self._unknown_part(uri, local)
        return None

    def stray(self) -> None:
        """Drop blanks between elements; text there is an error."""
        text = "".join(self.texts)
        self.texts.clear()
        if not text.isspace():
            self.error("stray", self.place, what=self.here.name, value=shown(text))

    def out_of_order(self, leaf: Node) -> None:
        """Take a leaf whose rank is not above those before it."""
        if self.values[leaf.index] is None:
            self.notes.note("CTF-ORDER", self.place, leaf.name)
            if leaf.mark:
                self.values[leaf.mark] = self.line()

    def given_again(self, leaf: Node, text: str) -> None:
        """Take the text of a leaf the block has already."""
        first = self.values[leaf.index]
        if leaf.index == SEX_INDEX and leaf.mark and first == text:
            if self.values[leaf.mark] is None:
                self.values[leaf.mark] = self.line()
            return
        self.error(
            "CTF-REPEATED",
            self.place,
            what=leaf.name,
            first=shown(first),
            second=shown(text),
            taken="first" if first else "second",
        )
        self.values[leaf.index] = first or text

    def block_again(self, node: Node, *, again: bool) -> bool:
        """Take a block out of order, or one too many; return whether it is done."""
        if not again:
            self.notes.note("CTF-ORDER", lambda: self.place(node.name), node.name)
            return False
        self.error("block", lambda: self.place(node.name), what=node.name)
        if node.role not in _IN_HEADER:
            return False
        self.begin_part(node.name)
        return True

    def begin_part(self, name: str) -> None:
        """Begin an element that is kept as it is."""
        here = self.here
        element = Element(name, line=self.line())
        sink = self.extra
        if here.role in _IN_HEADER:
            sink = self.header.extra
        elif here.role in _IN_PUPIL:
            sink = self.pupil.sections
        self.stack.append(here)
        self.here = PART
        self.parts.begin(element, sink, _LEVELS.get(here.role))

    def comment(self) -> None:
        """Take a comment."""
        self._interrupted("XML-COMMENT", "", "a comment")

    def instruction(self, target: str) -> None:
        """Take a processing instruction."""
        self._interrupted("XML-PI", target, "a processing instruction")

    def end_strange(self, here: Node) -> None:
        """End an element that is no leaf and no block."""
        if here.role is Role.PART:
            name = self.parts.open[-1].name
            element = self.parts.end(self.where)
            if len(self.parts.open) < self._foreign:
                self._foreign = 0
            if self.repaired:
                self.repair_passed(name, element.text)
        elif here.role is Role.TAINTED:
            self._end_tainted()
        self.here = self.stack.pop()

    def repair_passed(self, name: str, text: str) -> None:
        """Name the text that ended if a character of it was read as Windows-1252."""
        repaired, index = self.repaired, self.position.CurrentByteIndex
        if repaired[0] >= index:
            return
        while repaired and repaired[0] < index:
            repaired.popleft()
        if not text.isascii() and len(self.touched) < _NAMED:
            self.touched.setdefault(f"{name} '{shown(text)}'", self.place())

    def at(self, part: Element, inside: str = "") -> Callable[[], Place]:
        """Return what gives the place of a part of the pupil that is ending."""
        return lambda: Place(part.line, f"{self.where()}/{inside}{part.name}")

    def _inner(self, local: str) -> None:
        if self.here.leaf:
            self._taint(f"the element {local}")
        self.stack.append(self.here)
        self.here = INNER

    def _taint(self, inside: str) -> None:
        self._tainted, self._inside = self.here, inside
        self._inside_line = self.line()
        self.here = TAINTED

    def _end_tainted(self) -> None:
        leaf = self._tainted
        text = "".join(self.texts).strip(WHITE)
        self.texts.clear()
        self.here = leaf
        if self.repaired:
            self.repair_passed(leaf.name, text)
        self.error(
            "XML-MIXED",
            lambda: Place(self._inside_line, self.where()),
            what=leaf.name,
            inside=self._inside,
            value=shown(text),
        )
        if self.values[leaf.index] is None:
            self.values[leaf.index] = text
        else:
            self.given_again(leaf, text)

    def _interrupted(self, key: str, what: str, inside: str) -> None:
        here = self.here
        if here is PART:
            self.parts.comment(key, what, self.line())
        elif here.leaf:
            self._taint(inside)
        elif here is not TAINTED and here is not INNER:
            self.notes.note(key, self.place, what)

    def _part_inside(self, uri: str, local: str) -> None:
        known = self.parts.add(Element(local, line=self.line()))
        self.stack.append(PART)
        if uri and uri != self._namespace and not self._foreign:
            self._another_format(uri, local)
        elif not known:
            self.notes.note("CTF-UNKNOWN-ELEMENT", self.place, local)

    def _unknown_part(self, uri: str, local: str) -> None:
        self.begin_part(local)
        if uri and uri != self._namespace:
            self._another_format(uri, local)
        else:
            self.notes.note("CTF-UNKNOWN-ELEMENT", self.place, local)

    def _another_format(self, uri: str, local: str) -> None:
        self._foreign = len(self.parts.open)
        self.error("foreign", self.place, what=local, uri=shown(uri))
