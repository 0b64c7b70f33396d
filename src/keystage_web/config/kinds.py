"""The kinds of value a setting may have. Each says in a sentence what it wants."""

import ipaddress
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from keystage_web.config import figures
from keystage_web.config.setting import Kind

_MAILBOX = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.I)
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")
_DARK = 0.04045  # where the curve of sRGB begins
_READABLE = 4.5  # WCAG 2.2 AA: white letters on the colour
_PORTS = 65535


class Address(NamedTuple):
    """A host and a port to listen at; port 0 takes any that is free."""

    host: str
    port: int


def is_loopback(host: str) -> bool:
    """Return whether a host name or address stays on this machine."""
    if host in {"", "localhost"}:
        return host == "localhost"
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _truth(text: str) -> bool:
    if text.lower() not in _YES + _NO:
        message = "write yes or no"
        raise ValueError(message)
    return text.lower() in _YES


def _address(text: str) -> Address:
    host, colon, port = text.rpartition(":")
    number = figures.whole(port, len(str(_PORTS)))
    if not colon or not host or number is None or number > _PORTS:
        message = "write an address and a port, as 127.0.0.1:8000"
        raise ValueError(message)
    return Address(host, number)


def _names(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not found:
        message = "write at least one, with commas between them"
        raise ValueError(message)
    return found


def luminance(colour: str) -> float:
    """Return how light `#rrggbb` is, from 0 (black) to 1, as WCAG 2.2 works it out."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        message = "write a colour as #14324f"
        raise ValueError(message)
    if 1.05 / (luminance(text) + 0.05) < _READABLE:
        message = "white letters cannot be read on it: choose a darker colour"
        raise ValueError(message)
    return text.lower()


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = "write a moment with its zone, as 2026-06-10T10:00+01:00"
        raise ValueError(message)
    return found.astimezone(UTC)


def _address_of_database(text: str) -> str:
    if text and urlsplit(text).scheme not in {"postgres", "postgresql", "sqlite"}:
        message = "begin with postgres:// or sqlite://, or leave it out"
        raise ValueError(message)
    return text


def without_password(url: str) -> str:
    """Return a database's address as it may be shown."""
    parts = urlsplit(url)
    before, at, after = parts.netloc.rpartition("@")
    user = before.partition(":")[0] + ":***" if ":" in before else before
    return urlunsplit(parts._replace(netloc=f"{user}{at}{after}"))


def _picture(text: str) -> Path | None:
    if not text:
        return None
    path = _folder(text)
    if path.suffix.lower() not in {".png", ".svg"} or not path.is_file():
        message = "name a PNG or SVG file that is there"
        raise ValueError(message)
    return path


def _file(text: str) -> Path | None:
    if not text:
        return None
    path = _folder(text)
    if not path.is_file():
        message = "name a file that is there"
        raise ValueError(message)
    return path


def _mailbox(text: str) -> str:
    if not _MAILBOX.fullmatch(text):
        message = "write an address for mail, as results@example.gov.uk"
        raise ValueError(message)
    return text


def _host(text: str) -> str:
    if text and not _HOST.fullmatch(text):
        message = "write the name or address of one machine, without a port"
        raise ValueError(message)
    return text.lower()


def _issuer(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname):
        message = "write the address of a sign-in service, as https://login.example.org"
        raise ValueError(message)
    return text.rstrip("/")


def _empty_if_none(value: object) -> str:
    return "" if value is None else str(value)


TEXT: Kind[str] = Kind("text", str)
FOLDER: Kind[Path] = Kind("folder", _folder)
YES_OR_NO: Kind[bool] = Kind("yes or no", _truth, lambda it: "yes" if it else "no")
ADDRESS: Kind[Address] = Kind("address and port", _address, "{0.host}:{0.port}".format)
NAMES: Kind[tuple[str, ...]] = Kind("names, with commas", _names, ",".join)
COLOUR: Kind[str] = Kind("colour", _colour)
MOMENT: Kind[datetime | None] = Kind("moment", _moment, _empty_if_none)
DATABASE: Kind[str] = Kind(
    "address of a database", _address_of_database, without_password
)
FILE: Kind[Path | None] = Kind("file", _file, _empty_if_none)
MAILBOX: Kind[str] = Kind("address for mail", _mailbox)
HOST: Kind[str] = Kind("name or address of a machine", _host)
ISSUER: Kind[str] = Kind("address of a service", _issuer)
PICTURE: Kind[Path | None] = Kind("PNG or SVG file", _picture, _empty_if_none)


def choice(*words: str) -> Kind[str]:
    """Return the kind that takes one of some words."""

    def read(text: str) -> str:
        if text not in words:
            message = f"write {' or '.join(words)}"
            raise ValueError(message)
        return text

    return Kind(" or ".join(words), read)


def whole(least: int, most: int) -> Kind[int]:
    """Return the kind that takes a whole number between two, both included."""
    wanted = f"whole number, {least} to {most}"

    def read(text: str) -> int:
        found = figures.whole(text, len(str(most)))
        if found is None or not least <= found <= most:
            message = f"write a {wanted}"
            raise ValueError(message)
        return found

    return Kind(wanted, read)
