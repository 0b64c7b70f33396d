"""Where a reading is, and what it has made so far."""

from collections.abc import Callable

from keystage.core.findings import Place, PupilRef
from keystage.core.records import Element, Header, Kind, Pupil
from keystage.ctf.reading.blocks import Block
from keystage.ctf.reading.notes import Notes
from keystage.ctf.reading.parts import Parts
from keystage.ctf.reading.schema import DOCUMENT, Node, Role
from keystage.xmlguard import Limits, Opening


class State:
    """The state of a reading: the block that is open, and all that is finished.

    `here` is the element that is open and `stack` those around it; `values` the
    open block, `last` the highest rank seen in it, `frames` the blocks around it.
    """

    def __init__(self, limits: Limits) -> None:
        self.texts: list[str] = []
        self.header = Header()
        self.pupils: list[Pupil] = []
        self.extra: list[Element] = []
        self.notes = Notes()
        self.parts = Parts(self.texts, self.notes, self.error)
        self.here: Node = DOCUMENT
        self.stack: list[Node] = []
        self.values: Block = DOCUMENT.blank.copy()
        self.last = -1
        self.frames: list[tuple[Block, int]] = []
        self.kinds: dict[tuple[str, ...], Kind] = {}
        self.pupil = Pupil()
        self.count = 0
        self.key_stage = 0
        self.first_of_stage = 0
        self.ref: PupilRef | None = None
        self.limits = limits

    def open(self, opening: Opening) -> None:
        """Take the parser's position and how the file is decoded."""
        self.position = opening.position
        self.repaired = opening.repaired
        self.mark = opening.mark

    def line(self) -> int:
        """Return the line of the event being handled."""
        return self.position.CurrentLineNumber

    def place(self, inside: str = "") -> Place:
        """Return the place of the event, or of `inside` in the open element."""
        path = f"{self.where()}/{inside}" if inside else self.where()
        return Place(line=self.line(), path=path or None)

    def where(self) -> str:
        """Return the path of the open element: `/CTfile/CTFpupilData/Pupil[3]/UPN`."""
        names = [
            node.name + self._number(node)
            for node in (*self.stack, self.here)
            if node.name
        ]
        names += [part.name for part in self.parts.open]
        return "/" + "/".join(names) if names else ""

    def _number(self, node: Node) -> str:
        match node.role:
            case Role.PUPIL:
                return f"[{self.count}]"
            case Role.KEY_STAGE:
                return f"[{self.key_stage}]"
            case Role.ASSESSMENT:
                number = len(self.pupil.assessments) - self.first_of_stage + 1
                return f"[{number}]"
            case _:
                return ""

    def error(self, key: str, place: Callable[[], Place], **facts: str) -> None:
        """Add an error, about the pupil being read if there is one."""
        if not self.notes.room(key):
            return
        if self.ref is None and self.count and Role.PUPIL in self._roles():
            self.ref = PupilRef()
        self.notes.error(key, place(), self.ref, **facts)

    def _roles(self) -> set[Role]:
        return {node.role for node in (*self.stack, self.here)}
