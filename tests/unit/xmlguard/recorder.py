"""A handler that only remembers what it was told."""

from keystage.xmlguard import Limits, Opening, events
from keystage.xmlguard.source import Source


class Recorder:
    """Collects events as short words: `+name`, `-name`, `#` and `?target`."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.seen: list[str] = []
        self.opening: Opening | None = None
        self.versions: list[str] = []

    def open(self, opening: Opening) -> None:
        self.opening = opening

    def start(self, name: str, attributes: list[str]) -> None:
        self.seen.append("+" + " ".join([name, *attributes]))

    def end(self, name: str) -> None:
        self.seen.append(f"-{name}")

    def comment(self) -> None:
        self.seen.append("#")

    def instruction(self, target: str) -> None:
        self.seen.append(f"?{target}")

    def odd_version(self, version: str) -> None:
        self.versions.append(version)

    def where(self) -> str:
        opened = [word[1:] for word in self.seen if word[0] == "+"]
        closed = [word[1:] for word in self.seen if word[0] == "-"]
        return "/" + "/".join(opened) if len(opened) > len(closed) else ""

    @property
    def text(self) -> str:
        return "".join(self.texts)


def record(source: Source, limits: Limits | None = None) -> Recorder:
    """Return what a handler is told of `source`; raises `Refused`."""
    recorder = Recorder()
    for _ in events(source, recorder, limits or Limits.service()):
        pass
    return recorder
