"""Events become records, one block at a time.

A block is an element with values of its own: its leaves fill a list, which
becomes a record when the block ends. What happens for every result is written out
here without a call more than it needs; what is rare stands in `strange`.
"""

from keystage.core.records import Assessment, Element, Kind, Pupil
from keystage.ctf import messages
from keystage.ctf.layout import order
from keystage.ctf.reading import blocks, roots
from keystage.ctf.reading.blocks import Block
from keystage.ctf.reading.schema import (
    OLD_SEX_MARK,
    OTHER_PUPILS_NAME,
    RESULT,
    RESULT_DATE,
    RESULT_MARK,
    SEX_MARK,
    WHITE,
    Node,
    Role,
)
from keystage.ctf.reading.strange import Strange
from keystage.xmlguard import Limits

_KINDS = 4_096  # distinct kinds remembered; a whole year of an authority has 80
_OFTEN_LEFT_OUT = ("Locale", "ResultStatus")
# Sections no collection asks for.
_EXTRA = frozenset(order.ORDER["Pupil"]) - {"BasicDetails", order.SUPPLIERS_OWN}


class Assembler(Strange):
    """The handler of a file's events; `pupils` are the finished ones."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._kinds: dict[tuple[str | None, ...], Kind] = {}
        self._lacking: dict[tuple[str | None, ...], tuple[Kind, list[str]]] = {}
        self.header_seen = False
        closers = {
            Role.ROOT: self._close_nothing,
            Role.HEADER: self._close_header,
            Role.SOURCE: self._close_source,
            Role.DESTINATION: self._close_destination,
            Role.PUPILS: self._close_nothing,
            Role.PUPIL: self._close_pupil,
            Role.STAGES: self._close_nothing,
            Role.KEY_STAGE: self._close_key_stage,
            Role.ASSESSMENT: self._close_assessment,
        }
        self._closers = [closers.get(role) for role in Role]

    def start(self, name: str, attributes: list[str]) -> None:
        """Begin an element: a leaf of the open block, a block, or something else."""
        if attributes:
            self.attributes(name, attributes)
        child = self.here.children.get(name) or self.unknown(name)
        if child is None:
            return
        texts = self.texts
        if texts:
            if len(texts) == 1 and texts[0].isspace():
                texts.clear()
            else:
                self.stray()
        if child.leaf:
            self.stack.append(self.here)
            self.here = child
            index = child.index
            if index <= self.last:
                self.out_of_order(child)
            else:
                self.last = index
                if child.mark:
                    self.values[child.mark] = self.position.CurrentLineNumber
        else:
            self._open(child, name)

    def end(self, name: str) -> None:
        """End the open element: a leaf, a block, or something else."""
        here = self.here
        if not here.leaf:
            self._end_block(here)
            return
        texts = self.texts
        text = ""
        if texts:
            sent = texts[0] if len(texts) == 1 else "".join(texts)
            text = sent.strip(WHITE)
            texts.clear()
            if text and len(text) < len(sent):
                self.notes.note("CTF-SPACES", self.place, here.name)
        if self.repaired:
            self.repair_passed(here.name, text)
        values, index = self.values, here.index
        if values[index] is None:
            values[index] = text
        else:
            self.given_again(here, text)
        self.here = self.stack.pop()

    def _end_block(self, here: Node) -> None:
        close = self._closers[here.role]
        if close is None:
            self.end_strange(here)
            return
        if self.texts:
            self.stray()
        block = self.values
        self.values, self.last = self.frames.pop()
        close(block)
        self.here = self.stack.pop()

    def _open(self, node: Node, name: str) -> None:
        values = self.values
        index = node.index
        again = values[index] is not None and not node.repeats
        if index < self.last or again:
            if self.block_again(node, again=again):
                return
        else:
            self.last = index
        if node.mark:
            values[node.mark] = self.position.CurrentLineNumber
        values[index] = ""
        if node.role is Role.PART:
            self.begin_part(node.name)
            return
        self.stack.append(self.here)
        self.here = node
        self.frames.append((values, self.last))
        self.values = node.blank.copy()
        self.last = -1
        if node.role is Role.PUPIL:
            self._open_pupil()
        elif node.role is Role.KEY_STAGE:
            self.key_stage += 1
            self.first_of_stage = len(self.pupil.assessments)
        elif name == OTHER_PUPILS_NAME:
            self.notes.note("CTF-UNKNOWN-ELEMENT", self.place, name)

    def _open_pupil(self) -> None:
        self.count += 1
        if self.count > self.limits.pupils:
            limit = f"{self.limits.pupils:,}"
            raise messages.refusal("pupils", self.place(), limit=limit)
        self.pupil = Pupil(position=self.count, line=self.line())
        self.key_stage = 0
        self.ref = None

    def _close_nothing(self, block: Block) -> None:
        """End a block that has no values of its own."""

    def _close_header(self, block: Block) -> None:
        self.header_seen = True
        blocks.header(block, self.header)
        line = self.header.lines.get("document_name", 0)
        roots.refuse_sisters(self.header.document_name, line)

    def _close_source(self, block: Block) -> None:
        blocks.school(block, self.header, "source")

    def _close_destination(self, block: Block) -> None:
        blocks.school(block, self.header, "destination")

    def _close_pupil(self, block: Block) -> None:
        pupil = self.pupil
        blocks.identity(block, pupil)
        if block[OLD_SEX_MARK]:
            self.sexes[0].seen(self, block[OLD_SEX_MARK])
        if block[SEX_MARK]:
            self.sexes[1].seen(self, block[SEX_MARK])
        if pupil.sections:
            self._sections()
        if self.ref is not None:
            self.ref.upn, self.ref.dob = pupil.upn, pupil.dob
            self.ref.surname, self.ref.forename = pupil.surname, pupil.forename
            self.ref = None
        self.pupils.append(pupil)

    def _sections(self) -> None:
        for part in self.pupil.sections:
            if part.name in _EXTRA and not _is_postcode(part):
                self.notes.note("CTF-EXTRA-DATA", self.at(part), part.name)
        for part in blocks.identity_in_details(self.pupil):
            self.notes.note(
                "CTF-NAMES-IN-DETAILS", self.at(part, "BasicDetails/"), part.name
            )

    def _close_key_stage(self, block: Block) -> None:
        """Give a block's results their stage, should it have come after them."""
        stage = block[0] or ""
        made = self.pupil.assessments
        first = self.first_of_stage
        if first < len(made) and made[first].kind.stage != stage:
            kinds = {one.kind for one in made[first:]}
            staged = {kind: kind._replace(stage=stage) for kind in kinds}
            for one in made[first:]:
                one.kind = staged[one.kind]

    def _close_assessment(self, block: Block) -> None:
        # The list of the block around this one begins with its stage.
        key = (self.values[0], *block[1:RESULT])
        kind = self._kinds.get(key) or self._kind(key)
        result = block[RESULT]
        if result is None:
            self.notes.note("CTF-INCOMPLETE", self.place, "Result")
            result = ""
        made = self.pupil.assessments
        made.append(
            Assessment(
                kind,
                result,
                block[RESULT_DATE] or "",
                block[RESULT_MARK] or 0,
                self.key_stage,
                len(made) - self.first_of_stage + 1,
            )
        )

    def _kind(self, key: tuple[str | None, ...]) -> Kind:
        lacking = self._lacking.get(key)
        if lacking is not None:
            kind, notes = lacking
            for note in notes:
                self.notes.again(note)
            return kind
        kind = Kind(*(part or "" for part in key))
        if len(self._kinds) + len(self._lacking) >= _KINDS:
            self._kinds.clear()
            self._lacking.clear()
        if None in key[1:]:
            self._lacking[key] = (kind, self._note_lacking(key))
        else:
            self._kinds[key] = kind
        return kind

    def _note_lacking(self, key: tuple[str | None, ...]) -> list[str]:
        named = zip(order.KIND_NAMES, key[1:], strict=True)
        names = [name for name, part in named if part is None]
        often = [name for name in names if name in _OFTEN_LEFT_OUT]
        rest = [name for name in names if name not in _OFTEN_LEFT_OUT]
        notes = []
        for note, lacking in (("CTF-MISSING", often), ("CTF-INCOMPLETE", rest)):
            if lacking:
                self.notes.note(note, self.place, " and ".join(lacking))
                notes.append(note)
        return notes


def _is_postcode(part: Element) -> bool:
    """Whether an address is a postcode alone, which a collection may ask for."""
    return part.name == "Address" and {one.name for one in part.children} == {
        "PostCode"
    }
