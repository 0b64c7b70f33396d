"""Send a file to the real service while its process is killed, or its disk fails."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.generative.web.crash.zygote import CSRF

ROOT = Path(__file__).resolve().parents[4]
# The calls that change anything outside the process, and those that open files.
CALLS = (
    "write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,"
    "unlink,unlinkat,openat,ftruncate,sendto,sendmsg,close"
)
DISK = {"write", "pwrite64", "fsync", "fdatasync", "rename", "mkdir", "ftruncate"}
_CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)$")
_PATIENCE = 120  # seconds, on a busy machine
_BOUND = "----keystage"


@dataclass(frozen=True, slots=True)
class Call:
    """A call the service made: its name, which of that name it was, and all of it."""

    name: str
    turn: int
    line: str


@dataclass(frozen=True, slots=True)
class Came:
    """What the sender saw: a status, or 0 for a line that broke; where it was led."""

    status: int
    to: str = ""

    @property
    def received(self) -> bool:
        """Whether the sender was told that the file is there."""
        return self.status == 302 and self.to.startswith("/files/")


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return what the service is told, and nothing else of this shell."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return {
        **kept,
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "keystage_web.settings",
        "KEYSTAGE_DATA": str(data),
        "KEYSTAGE_HTTPS": "off",
        **more,
    }


def template(folder: Path) -> Path:
    """Make an installation with a school and somebody signed in, to copy from."""
    told = environment(folder)
    for module in (("keystage.cli", "setup"), ("tests.generative.web.crash.town",)):
        subprocess.run(
            [sys.executable, "-m", *module],
            check=True,
            env=told,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            timeout=_PATIENCE * 5,
        )
    return folder


class Service:
    """One zygote, over a data folder that is laid anew for each trial.

    Without anything to lay it from, it is taken as it is.
    """

    def __init__(self, given: Path | None, data: Path, sabotage: str = "") -> None:
        self.given, self.data = given, data
        self.lay()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.generative.web.crash.zygote"],
            env=environment(data, SABOTAGE=sabotage),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told = self._heard()
        self.child = 0

    def lay(self) -> None:
        """Lay the data folder as it was at the beginning."""
        if self.given is not None:
            shutil.rmtree(self.data, ignore_errors=True)
            shutil.copytree(self.given, self.data)

    def ask(self, word: str) -> Any:
        """Ask the zygote for something."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        return self._heard()

    def _heard(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the service did not come up"
        return json.loads(line)

    def begin(self, word: str = "serve") -> None:
        """Let a child answer."""
        self.child = self.ask(word)

    def kill(self) -> None:
        """End the child, if it is still there."""
        if self.child:  # 0 would be all of us
            with suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGKILL)

    def send(self, content: bytes, key: str) -> Came:
        """Send a file as a browser does, and say what came of it."""
        body = b"".join(_parts(content, key))
        line = HTTPConnection("127.0.0.1", self.told["port"], timeout=_PATIENCE)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={_BOUND}",
            "Cookie": f"session={self.told['session']}; csrf={CSRF}",
        }
        try:
            line.request("POST", f"/school/{self.told['school']}/files", body, headers)
            answer = line.getresponse()
            return Came(answer.status, answer.headers.get("Location", ""))
        except (OSError, HTTPException):
            return Came(0)
        finally:
            line.close()

    def close(self) -> None:
        """End the zygote."""
        self.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()


def _parts(content: bytes, key: str) -> Iterator[bytes]:
    for name, value in (("csrfmiddlewaretoken", CSRF), ("key", key)):
        yield f'--{_BOUND}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        yield f"\r\n\r\n{value}\r\n".encode()
    yield f'--{_BOUND}\r\nContent-Disposition: form-data; name="file"; '.encode()
    yield b'filename="Marigold Quince.xml"\r\nContent-Type: text/xml\r\n\r\n'
    yield content + f"\r\n--{_BOUND}--\r\n".encode()


@contextmanager
def service(given: Path | None, data: Path, sabotage: str = "") -> Iterator[Service]:
    """Have a service up, with a fault of this name planted in it, or none."""
    one = Service(given, data, sabotage)
    try:
        yield one
    finally:
        one.close()


@contextmanager
def traced(child: int, log: Path, *injected: str) -> Iterator[None]:
    """Look on at a child's calls from here on, and break in on one if told so."""
    told = [word for one in injected for word in ("-e", f"inject={one}")]
    words = [
        *("strace", "-f", "-y", "-s", "0", "-o", str(log), "-e", f"trace={CALLS}"),
        *(*told, "-p", str(child)),
    ]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        assert "attached" in said, said
        yield
        process.wait(_PATIENCE)
    finally:
        process.kill()
        process.wait(_PATIENCE)
        process.stderr.close()


def calls(log: Path) -> list[Call]:
    """Return the calls of a log, in order."""
    seen: dict[str, int] = {}
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match:
            seen[match[1]] = seen.get(match[1], 0) + 1
            found.append(Call(match[1], seen[match[1]], line))
    return found
