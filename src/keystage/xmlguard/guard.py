"""Events of an XML file, inside the limits, or a refusal in words.

The only module that runs the parser. Everything the parser or a codec may throw
becomes `Refused` here; a DOCTYPE ends the reading before an entity can exist.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pyexpat import ExpatError, ParserCreate
from typing import Final, Protocol

from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.xmlguard import decode
from keystage.xmlguard.explain import Scene, explain
from keystage.xmlguard.limits import Limits
from keystage.xmlguard.messages import refusal
from keystage.xmlguard.recognise import refuse_other_kinds, refuse_other_text
from keystage.xmlguard.source import CHUNK, Source, chunks

_VERSION: Final = "1.0"
_READ_TOO: Final = "1.1"
_AROUND = 80  # bytes before and after a fault that its explanation looks at
_SHOWN = 20
_FEW = 16  # pieces of one text left as they are
_LONGEST_CHARACTER = 4  # bytes


class Position(Protocol):
    """Where the parser is now; the names are the parser's own."""

    @property
    def CurrentLineNumber(self) -> int:
        """The line, from 1, of the event being handled."""

    @property
    def CurrentByteIndex(self) -> int:
        """The offset of the event in the UTF-8 the parser was given."""


@dataclass(slots=True)
class Opening:
    """What is known of a file before its first element, and of its decoding.

    `mark` says whether it begins with a byte-order mark. `repaired` holds offsets
    (as `CurrentByteIndex`) of characters read as Windows-1252 though nothing said
    so: the handler takes out those it has passed.
    """

    position: Position
    mark: bool
    repaired: deque[int]


class Handler(Protocol):
    """Who receives the events.

    `texts` collects pieces of character data: the handler reads and clears it.
    Names are `local`, or `uri local` in a namespace; `attributes` are names and
    values in turn.
    """

    texts: list[str]

    def open(self, opening: Opening) -> None:
        """Take what is known before the first event."""

    def start(self, name: str, attributes: list[str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def comment(self) -> None:
        """Take a comment."""

    def instruction(self, target: str) -> None:
        """Take a processing instruction."""

    def odd_version(self, version: str) -> None:
        """Take a declared version that is read though it is not 1.0."""

    def where(self) -> str:
        """Return the path of the element that is open, or ''."""


def events(
    source: Source, handler: Handler, limits: Limits
) -> Iterator[decode.Decoder]:
    """Feed `source` to `handler`, yielding after each 64 KB.

    What is yielded knows how the bytes are read. Raises `Refused` and nothing
    else; what the handler was told before that must be thrown away.
    """
    pieces = chunks(source, limits)
    head = next(pieces, b"")
    refuse_other_kinds(head)
    decoder, mark = decode.choose(head)
    first = _first(decoder, head[mark:])
    guard = _Guard(handler, limits, decoder)
    for data in chain((first,), map(decoder.feed, pieces)):
        guard.feed(data)
        yield decoder
    guard.finish(decoder.finish())
    yield decoder


def _first(decoder: decode.Decoder, head: bytes) -> bytes:
    """Decode the first piece once it looks like XML."""
    if decoder.encoding != decode.UTF_16:
        refuse_other_text(head)  # the first bytes of text are the same in all
        return decoder.feed(head)
    first = decoder.feed(head)
    refuse_other_text(first)
    return first


class _Guard:
    """One parser, its limits, and what it needs to explain itself."""

    def __init__(
        self, handler: Handler, limits: Limits, decoder: decode.Decoder
    ) -> None:
        self._handler = handler
        self._handler_start = handler.start
        self._handler_end = handler.end
        self._limits = limits
        self._deepest = limits.depth
        self._longest = limits.name
        self._decoder = decoder
        self._depth = 0
        self._elements = limits.elements  # how many more may come
        self._namespaces = 0  # explained since the last element began
        self._closed = False
        self._fed = 0
        self._held = 0  # characters of a text that goes on with the next piece
        self._watching = False
        self._window = b""
        # The encoding given here wins over any the file declares.
        parser = ParserCreate("UTF-8", " ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = handler.texts.append
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        self._parser = parser
        handler.open(Opening(parser, decoder.mark, decoder.repaired))

    def feed(self, data: bytes) -> None:
        """Parse a piece of a file that goes on after it."""
        self._parse(data, final=False)
        # A token that never ends would be scanned again with every piece.
        waiting = self._fed - self._parser.CurrentByteIndex
        if waiting > _LONGEST_CHARACTER * self._limits.token + 2 * CHUNK:
            raise self._too_long("a single tag or comment", self._limits.token)

    def finish(self, data: bytes) -> None:
        """Parse the last piece."""
        self._parse(data, final=True)

    def _parse(self, data: bytes, *, final: bool) -> None:
        self._window = self._window[-_AROUND:] + data
        self._fed += len(data)
        self._watch(on=self._held + len(data) > self._limits.text)
        try:
            self._parser.Parse(data, final)
        except ExpatError as error:
            raise explain(self._scene(error)) from None
        self._held = self._measure()
        texts = self._handler.texts
        if len(texts) > _FEW:  # they are counted again with the next piece
            texts[:] = ["".join(texts)]

    def _watch(self, *, on: bool) -> None:
        """Have every text of the next piece measured, if any may be too long.

        Nearly no piece needs it, so it costs nothing where it is not needed.
        """
        if on is not self._watching:
            self._watching = on
            self._parser.StartElementHandler = (
                self._watched_start if on else self._start
            )
            self._parser.EndElementHandler = self._watched_end if on else self._end

    def _watched_start(self, name: str, attributes: list[str]) -> None:
        self._measure()
        self._start(name, attributes)

    def _watched_end(self, name: str) -> None:
        self._measure()
        self._end(name)

    def _measure(self) -> int:
        """Return how long the text of the open element is so far, if not too long."""
        length = sum(map(len, self._handler.texts))
        if length > self._limits.text:
            raise self._too_long("a text", self._limits.text)
        return length

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        self._elements -= 1
        if (
            attributes
            or self._namespaces
            or self._depth > self._deepest
            or self._elements < 0
            or len(name) > self._longest
        ):
            self._check(name, attributes)
        self._handler_start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._depth:
            self._closed = True
        self._handler_end(name)

    def _check(self, name: str, attributes: list[str]) -> None:
        limits = self._limits
        self._elements -= self._namespaces + len(attributes) // 2
        self._refuse_too_many()
        if self._depth > limits.depth:
            raise self._refused("depth", limit=limits.depth)
        if self._namespaces + len(attributes) // 2 > limits.attributes:
            raise self._refused("attributes", limit=limits.attributes)
        self._namespaces = 0
        if max(map(len, (name, *attributes[::2]))) > limits.name:
            raise self._too_long("a name", limits.name)
        if max(map(len, attributes), default=0) > limits.token:
            raise self._too_long("an attribute", limits.token)

    def _refuse_too_many(self) -> None:
        if self._elements < 0:
            limit = f"{self._limits.elements:,}"
            raise self._refused("elements", limit=limit)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._namespaces += 1
        if len(prefix or "") + len(uri or "") > self._limits.name:
            raise self._too_long("a namespace", self._limits.name)

    def _comment(self, text: str) -> None:
        self._elements -= 1
        self._refuse_too_many()
        if len(text) > self._limits.token:
            raise self._too_long("a comment", self._limits.token)
        self._handler.comment()

    def _instruction(self, target: str, data: str) -> None:
        self._elements -= 1
        self._refuse_too_many()
        if len(target) + len(data) > self._limits.token:
            raise self._too_long("a processing instruction", self._limits.token)
        self._handler.instruction(target)

    def _declaration(self, version: str, encoding: str | None, _alone: int) -> None:
        decode.confirm(self._decoder, encoding)
        if version == _READ_TOO:
            self._handler.odd_version(version)
        elif version != _VERSION:
            raise self._refused("version", version=version[:_SHOWN])

    def _doctype(self, *_: object) -> None:
        raise self._refused("dtd")

    def _too_long(self, what: str, limit: int) -> Refused:
        return self._refused("token", what=what, limit=f"{limit:,}")

    def _refused(self, key: str, **facts: object) -> Refused:
        line = self._parser.CurrentLineNumber
        place = Place(line=line, path=self._handler.where() or None)
        return refusal(key, place, line=line, **facts)

    def _scene(self, error: ExpatError) -> Scene:
        at = len(self._window) - (self._fed - self._parser.ErrorByteIndex)
        known = at >= 0  # a token may have begun before what is remembered
        return Scene(
            code=error.code,
            line=error.lineno,
            column=error.offset + 1,
            before=self._window[max(0, at - _AROUND) : at] if known else b"",
            after=self._window[at : at + _AROUND] if known else b"",
            root=self._depth > 0 or self._closed,
            inside=self._handler.where(),
        )
