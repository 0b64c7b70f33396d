"""Send to an address somebody else chose, without letting it lead inside.

HTTPS alone, by the certificates this machine trusts. The name is resolved once, every
address it has must be on the internet, and the connection goes to an address that was
judged: a name cannot be another one a moment later. Nothing is followed, and of
the answer only its first line is read, against the clock.
"""

import hashlib
import hmac
import ipaddress
import re
import socket
import ssl
import time
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from keystage.core.errors import KeystageError, UsageError

_PORT = 443
_PATIENCE = 15.0  # seconds for all of it
_FIRST_LINE = 512  # bytes
_URL = re.compile(r"https://[\x21-\x7e]{1,490}")
_HOST = re.compile(r"[a-z0-9.:-]{1,253}")
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)[ \r\n]")
_TAKEN = range(200, 300)
# Addresses that carry another one inside them, which could be anywhere.
_WRAPPERS = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"),
    )
)


class NotOutside(KeystageError):
    """The name leads to an address that is not on the internet."""


class NotTaken(KeystageError):
    """The other side answered, and did not take it: `status`, or 0 for what is none."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status or "no answer"))
        self.status = status


def judge(url: str) -> None:
    """Raise `UsageError` unless an address is one that could be sent to."""
    try:
        parts = urlsplit(url)
        fine = bool(_URL.fullmatch(url)) and bool(parts.port is None or parts.port)
    except ValueError:
        fine = False
    if (
        not fine
        or not _HOST.fullmatch(parts.hostname or "")
        or "@" in parts.netloc
        or parts.fragment
    ):
        raise UsageError("Write the whole address, as https://system.example.org/hook.")
    if not _inside(parts.hostname or "") and _is_number(parts.hostname or ""):
        raise UsageError("Write the name of the system, not its number.")


def secret(subscription: str) -> str:
    """Return what a subscription's events are signed with: kept nowhere, made anew."""
    made = salted_hmac("keystage.notices.wire", subscription, algorithm="sha256")
    return made.hexdigest()


def signature(subscription: str, moment: int, body: bytes) -> str:
    """Return HMAC-SHA256 over the moment (Unix seconds), a full stop and the body."""
    signed = f"{moment}.".encode() + body
    key = secret(subscription).encode()
    return hmac.new(key, signed, hashlib.sha256).hexdigest()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send a body by POST and return the status it was taken with.

    Raises `NotOutside`, `NotTaken`, or the `OSError` of what did not work.
    """
    until = time.monotonic() + _PATIENCE
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORT
    address = resolved(host, port)
    with (
        socket.create_connection((address, port), timeout=_left(until)) as plain,
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) as line,
    ):
        line.settimeout(_left(until))
        line.sendall(_head(parts, headers, len(body)) + body)
        status = _status(line, until)
    if status not in _TAKEN:
        raise NotTaken(status)
    return status


def resolved(host: str, port: int) -> str:
    """Return an address of a name; raises `NotOutside` if any it has is not outside."""
    told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(one[4][0]) for one in told]
    if not found or not all(
        outside(one) or _inside(host) or _inside(one) for one in found
    ):
        raise NotOutside(host)
    return found[0]


def outside(address: str) -> bool:
    """Return whether an address is on the internet, and carries no other inside it."""
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        if one.ipv4_mapped is not None:
            return outside(str(one.ipv4_mapped))
        if any(one in wrapper for wrapper in _WRAPPERS):
            return False
    return one.is_global and not one.is_multicast and not one.is_reserved


def _inside(name: str) -> bool:
    chosen: str = settings.CONFIG.webhook_inside
    return bool(chosen) and name == chosen


def _is_number(host: str) -> bool:
    """Return whether a host is told by an address, in any way one can be written."""
    return ":" in host or bool(re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]+", host))


def _head(parts: SplitResult, headers: dict[str, str], size: int) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "Content-Length": str(size),
        "Connection": "close",
        **headers,
    }
    told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {target} HTTP/1.1\r\n{told}\r\n".encode("ascii")


def _status(line: ssl.SSLSocket, until: float) -> int:
    """Read the first line of an answer, and no more."""
    held = b""
    while b"\n" not in held and len(held) < _FIRST_LINE:
        line.settimeout(_left(until))
        piece = line.recv(_FIRST_LINE - len(held))
        if not piece:
            break
        held += piece
    found = _STATUS.match(held)
    if not found:
        raise NotTaken(0)
    return int(found[1])


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
