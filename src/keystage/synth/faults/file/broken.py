"""Bytes that are no transfer file, or too many of them: nothing is taken."""

from hashlib import blake2b

from keystage.synth.faults.model import RECIPES

_TOO_LARGE = 3 * 1024 * 1024
"""More than an authority takes: what a school's results never are."""


def _mark(data: bytes) -> bytes:
    """Return something that makes each file another: the same bytes are one file."""
    return blake2b(data, digest_size=8).hexdigest().encode()


@RECIPES.written("H01", "XML-MALFORMED")
def cut_off(data: bytes) -> bytes:
    """Lose the last third of the file on the way."""
    return data[: len(data) // 3 * 2 // 2 * 2]


@RECIPES.written("H01", "FILE-HTML")
def page_saved(data: bytes) -> bytes:
    """Save the page of a system in place of its file."""
    return b"<!DOCTYPE html>\n<html><body>Signed out " + _mark(data) + b"</body></html>"


@RECIPES.written("H01", "XML-DTD")
def with_definitions(data: bytes) -> bytes:
    """Begin the file with definitions of its own."""
    start = b'<?xml version="1.0"?>\n<!DOCTYPE CTfile [<!ENTITY a "b">]>\n<CTfile>'
    return start + b"<!--" + _mark(data) + b"--></CTfile>"


@RECIPES.written("H01", "CTF-ROOT")
def another_format(data: bytes) -> bytes:
    """Send a file of another format."""
    return b'<?xml version="1.0"?>\n<Message id="' + _mark(data) + b'"/>\n'


@RECIPES.written("H10", "FILE-TOO-LARGE")
def padded(data: bytes) -> bytes:
    """Pad the file with spaces beyond what is taken."""
    return data + b" " * _TOO_LARGE
