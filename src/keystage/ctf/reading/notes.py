"""What a reader notices: one finding a kind, and for errors one a place."""

from collections.abc import Callable
from dataclasses import dataclass, field

from keystage.core.findings import Finding, Place, PupilRef
from keystage.ctf.messages import SENTENCES

_NAMED = 5  # different things one message names
_ERRORS = 200  # findings of one kind of error; past them they are only counted
_SHOWN = 60
_WORDS = {1: "once", 2: "twice"}


def shown(text: str) -> str:
    """Return `text` on one line, short enough for a message."""
    line = " ".join(text.split()) or "nothing"
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


@dataclass(slots=True)
class _Kind:
    place: Place
    facts: dict[str, str]
    times: int = 0
    named: dict[str, None] = field(default_factory=dict)
    more: bool = False


class Notes:
    """Counts what is noticed, remembers the first place, and words it at the end."""

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}
        self._errors: list[Finding] = []
        self._counts: dict[str, int] = {}

    def note(
        self, key: str, place: Callable[[], Place], what: str = "", **facts: str
    ) -> None:
        """Count one more of `key`, naming `what`; `place` is asked the first time."""
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = _Kind(place(), facts)
        kind.times += 1
        if what and what not in kind.named:
            if len(kind.named) < _NAMED:
                kind.named[shown(what)] = None
            else:
                kind.more = True

    def again(self, key: str) -> None:
        """Count one more of `key`, noted before, with nothing new to name."""
        self._kinds[key].times += 1

    def times(self, key: str, times: int) -> None:
        """Say that `key`, noted before, was seen `times` times in all."""
        self._kinds[key].times = times

    def room(self, key: str) -> bool:
        """Count one more error `key`; return whether it is still to be added."""
        count = self._counts[key] = self._counts.get(key, 0) + 1
        return count <= _ERRORS

    def error(
        self, key: str, place: Place, pupil: PupilRef | None, **facts: str
    ) -> None:
        """Add an error at `place`, about `pupil` if it is about one."""
        sentence = SENTENCES[key]
        self._errors.append(
            Finding(
                rule=sentence.rule,
                severity=sentence.severity,
                message=sentence.message.format(**facts),
                fix=sentence.fix,
                pupil=pupil,
                value=facts.get("value"),
                place=place,
            )
        )

    def findings(self) -> list[Finding]:
        """Return all findings by line, errors past the first 200 of a kind summed."""
        for key, count in self._counts.items():
            if count > _ERRORS:
                last = [f for f in self._errors if f.rule == SENTENCES[key].rule][-1]
                last.message += f" There are {count - _ERRORS:,} more like this."
        self._counts.clear()
        found = [*map(_worded, self._kinds, self._kinds.values()), *self._errors]
        return sorted(found, key=lambda one: (_line(one), one.rule))

    def deviations(self) -> list[str]:
        """Return the codes of ways the file differs from its format, sorted."""
        keys = {*self._kinds} | {*map(_rule, self._errors)}
        return sorted({SENTENCES[key].rule for key in keys if SENTENCES[key].deviation})


def _rule(finding: Finding) -> str:
    return finding.rule


def _line(finding: Finding) -> int:
    return (finding.place.line or 0) if finding.place else 0


def _worded(key: str, kind: _Kind) -> Finding:
    sentence = SENTENCES[key]
    what = ", ".join(kind.named) + (" and others" if kind.more else "")
    times = _WORDS.get(kind.times, f"{kind.times:,} times")
    message = sentence.message.format(
        what=what, times=times, Times=times.capitalize(), **kind.facts
    )
    return Finding(
        rule=sentence.rule,
        severity=sentence.severity,
        message=message,
        fix=sentence.fix,
        place=kind.place,
    )
