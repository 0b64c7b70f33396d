"""Writing Common Transfer Files: any collection, a whole record, versions 17 to 26.

UTF-8 without a byte-order mark or namespace, elements in the format's order, two
spaces of indentation, line feeds. Equal records give equal bytes. Nothing leaves
here before it has been read back and found to say what was asked for.
"""

from collections.abc import Iterable, Iterator
from itertools import batched, chain, islice

from keystage.core.errors import Refused, WriteError
from keystage.core.records import CtfFile, Element, Header, Pupil
from keystage.ctf.layout import arrange, convert, render, versions
from keystage.ctf.read import read
from keystage.xmlguard import Limits

_BATCH = 250  # pupils read back together: a few megabytes of full records
_NAMED = 3  # places a message names before it counts the rest
_ROOT_OPEN = "<CTfile>\n"
_PUPILS_OPEN = "  <CTFpupilData>\n"
_PUPILS_CLOSE = "  </CTFpupilData>\n"
_ROOT_CLOSE = "</CTfile>\n"


def write(file: CtfFile, *, version: str | None = None) -> bytes:
    """Return `file` as bytes, in `version` or else the version of its header.

    Raises `WriteError` when the version is not one of 17.0 to 26.0, when the file
    holds elements that version does not know (`convert` takes them out and says
    which), when a text cannot stand in XML, and when what was written does not
    read back as what was asked for. White space at the ends of texts, blank
    elements and the order of sections are not kept: see `arrange`.
    """
    chunks = stream_out(file.header, file.pupils, version=version, extra=file.extra)
    return b"".join(chunks)


def stream_out(
    header: Header,
    pupils: Iterable[Pupil],
    *,
    version: str | None = None,
    extra: Iterable[Element] = (),
) -> Iterator[bytes]:
    """Yield the bytes of a file, a few hundred pupils at a time.

    The same bytes and errors as `write`, in memory that does not grow with the
    number of pupils. Each piece has been read back before it is yielded; after a
    `WriteError` what was yielded so far is not a whole file.
    """
    number = versions.writable(version or header.version)
    _refuse_unknown(convert.unknown_in_header(header, number), number)
    frame = _Frame(header, number, tuple(extra))
    pupil_text = render.PupilRenderer(number).pupil
    yield frame.head.encode()
    position = 1
    for batch in chain(batched(pupils, _BATCH), [()]):
        for place, pupil in enumerate(batch, position):
            _refuse_unknown(convert.unknown_in_pupil(pupil, number, place), number)
        body = "".join(map(pupil_text, batch)).encode()
        if batch or position == 1:
            frame.read_back(body, batch, position)
        position += len(batch)
        yield body
    yield frame.tail.encode()


def _refuse_unknown(left_out: Iterator[convert.LeftOut], version: int) -> None:
    found = list(islice(left_out, _NAMED + 1))
    if found:
        named = "; ".join(
            f"{place} (from {since}.0)" for place, since in found[:_NAMED]
        )
        more = " and more" if len(found) > _NAMED else ""
        raise WriteError(
            f"Version {version}.0 has no place for {named}{more}. "
            "Write a later version, or convert the file first and see what goes."
        )


class _Frame:
    """All of a file but its pupils, and the means to check some of them in it."""

    def __init__(
        self, header: Header, version: int, extra: tuple[Element, ...]
    ) -> None:
        after = "".join(render.element(part, "  ") for part in extra)
        before = f"{render.DECLARATION}{_ROOT_OPEN}{render.header(header, version)}"
        self.head = before + _PUPILS_OPEN
        self.tail = f"{_PUPILS_CLOSE}{after}{_ROOT_CLOSE}"
        asked = arrange.file(CtfFile(header, [], list(extra)))
        asked.header.version = f"{version}.0"
        self._asked = asked

    def read_back(self, body: bytes, pupils: tuple[Pupil, ...], position: int) -> None:
        """Raise `WriteError` unless `body` in this frame says what was asked for."""
        whole = b"".join((self.head.encode(), body, self.tail.encode()))
        try:
            found = read(whole, limits=Limits.command_line())
        except Refused as refusal:
            raise WriteError(f"What was written cannot be read: {refusal}") from refusal
        if (found.header, found.extra) != (self._asked.header, self._asked.extra):
            raise WriteError("The header does not read back as it was given.")
        if len(found.pupils) != len(pupils):
            raise WriteError("The pupils written are not as many as were given.")
        for place, (asked, got) in enumerate(
            zip(pupils, found.pupils, strict=True), position
        ):
            if got != asked and got != arrange.pupil(asked):  # the first is quick
                raise WriteError(f"Pupil {place} does not read back as given.")
