"""Ask the real service for things while its process is killed, or its disk fails."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.service import installed
from tests.service.asking import Asked, Came, post
from tests.service.installed import ROOT, environment

# The calls that change anything outside the process, and those that open files.
CALLS = (
    "write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,"
    "unlink,unlinkat,openat,ftruncate,sendto,sendmsg,close"
)
DISK = {"write", "pwrite64", "fsync", "fdatasync", "rename", "mkdir", "ftruncate"}
KILL = "signal=SIGKILL"
_CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)$")
_PATIENCE = 120  # seconds, on a busy machine


@dataclass(frozen=True, slots=True)
class Call:
    """A call the service made: its name, which of that name it was, and all of it."""

    name: str
    turn: int
    line: str


def template(folder: Path) -> Path:
    """Make an installation with a school and people signed in, to copy from."""
    installed.lay(folder)
    subprocess.run(
        [sys.executable, "-m", "tests.generative.web.crash.town"],
        check=True,
        env=environment(folder),
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
        self.given, self.data, self.sabotage = given, data, sabotage
        self.lay()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.generative.web.crash.zygote"],
            env=environment(data),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: Any = {}
        self.child = 0

    def come_up(self) -> None:
        """Hear what the zygote tells once it is up."""
        self.told = self._heard()

    def lay(self) -> None:
        """Lay the data folder as it was at the beginning."""
        if self.given is not None:
            installed.lay(self.data, self.given)
            (self.data / "told.json").touch()  # says when: see `town.behind`

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
        """Let a child answer, with the fault planted in it alone, if there is one."""
        self.child = self.ask(f"{word} {self.sabotage}".strip())

    def kill(self) -> None:
        """End the child, if it is still there."""
        if self.child:  # 0 would be all of us
            with suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGKILL)

    def send(self, content: bytes, key: str) -> Came:
        """Send a file as a browser does, and say what came of it."""
        school, session = self.told["school"], self.told["session"]
        name, fields = "Marigold Quince.xml", (("tag", "none"), ("key", key))
        return self.post(
            Asked(f"/school/{school}/files", session, fields, name, content)
        )

    def post(self, asked: Asked) -> Came:
        """Send a form as a browser does, and say what came of it."""
        return post(self.told["port"], asked)

    def close(self) -> None:
        """End the zygote."""
        self.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        if self.given is not None:
            installed.forget(self.data)


@contextmanager
def service(given: Path | None, data: Path, sabotage: str = "") -> Iterator[Service]:
    """Have a service up, with a fault of this name planted in it, or none."""
    one = Service(given, data, sabotage)
    try:
        one.come_up()
        yield one
    finally:
        one.close()


@contextmanager
def planted(one: Service, sabotage: str) -> Iterator[Service]:
    """Have a fault of this name in every child of a service for a while."""
    one.sabotage = sabotage
    try:
        yield one
    finally:
        one.sabotage = ""


@contextmanager
def traced(child: int, log: Path, *injected: str) -> Iterator[None]:
    """Look on at a child's calls from here on, and break in on one if told so.

    Its own calls alone, not those of a process it starts to read a file in.
    """
    told = [word for one in injected for word in ("-e", f"inject={one}")]
    words: Sequence[str] = [
        *("strace", "-y", "-s", "0", "-o", str(log), "-e", f"trace={CALLS}"),
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
