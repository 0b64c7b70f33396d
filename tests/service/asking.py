"""Send a form over HTTP as a browser does, from a test that is no part of the service."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

CSRF = "c" * 32
_BOUND = "----keystage"
_PATIENCE = 120  # seconds, on a busy machine


@dataclass(frozen=True, slots=True)
class Came:
    """What the sender saw: a status, or 0 for a line that broke; where it was led."""

    status: int
    to: str = ""

    @property
    def received(self) -> bool:
        """Whether the sender was told that the file is there."""
        return self.status == 302 and self.to.startswith("/files/")


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that is sent: where to, in which session, its fields, and a file's bytes."""

    path: str
    session: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    name: str = ""
    content: bytes | None = None

    def body(self) -> bytes:
        """Return it as a browser sends it."""
        return b"".join(self._parts())

    def _parts(self) -> Iterator[bytes]:
        for name, value in (("csrfmiddlewaretoken", CSRF), *self.fields):
            yield f'--{_BOUND}\r\nContent-Disposition: form-data; name="{name}"'.encode()
            yield f"\r\n\r\n{value}\r\n".encode()
        if self.content is not None:
            yield f'--{_BOUND}\r\nContent-Disposition: form-data; name="file"; '.encode()
            yield f'filename="{self.name}"\r\nContent-Type: text/xml\r\n\r\n'.encode()
            yield self.content + b"\r\n"
        yield f"--{_BOUND}--\r\n".encode()


def post(port: int, asked: Asked) -> Came:
    """Send a form to a service on this machine, and say what came of it."""
    line = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={_BOUND}",
        "Cookie": f"session={asked.session}; csrf={CSRF}",
    }
    try:
        line.request("POST", asked.path, asked.body(), headers)
        answer = line.getresponse()
        return Came(answer.status, answer.headers.get("Location", ""))
    except (OSError, HTTPException):
        return Came(0)
    finally:
        line.close()


def tell_json(
    port: int, path: str, session: str, told: dict[str, object]
) -> tuple[int, bytes]:
    """Send what a script sends; return the status, or 0 for a line that broke; the body."""
    line = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    headers = {
        "Content-Type": "application/json",
        "Cookie": f"session={session}; csrf={CSRF}",
        "X-CSRFToken": CSRF,
    }
    try:
        line.request("POST", path, json.dumps(told), headers)
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        line.close()
