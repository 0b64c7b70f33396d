"""Text as it may stand between tags."""

import re

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def may_stand(text: str) -> bool:
    """Return whether an XML 1.0 file can hold every character of `text`."""
    return _IMPOSSIBLE.search(text) is None


def escape(text: str) -> str:
    """Return `text` so that a parser gives back exactly `text`.

    Raises `ValueError` where it holds a character no XML 1.0 file can hold.
    """
    if not may_stand(text):
        raise ValueError("a character that no XML file can hold")
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    # A parser turns a bare carriage return into a line feed.
    return text.replace("\r", "&#13;") if "\r" in text else text
