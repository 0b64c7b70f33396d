"""What was found in a file as a page shows it: by rule with counts, and by pupil."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from keystage.core.findings import Finding, Severity
from keystage.intake import FileReport
from keystage_web.ui.parts import State, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 200  # pupils, and groups, that a page shows
_NAMED = 12  # places of a group that are named
_WORDS: "dict[Severity, StrOrPromise]" = {
    Severity.ERROR: _("To put right"),
    Severity.QUERY: _("Worth a look"),
    Severity.NOTE: _("To know"),
}
_TONES = {
    Severity.ERROR: Tone.PROBLEM,
    Severity.QUERY: Tone.QUERY,
    Severity.NOTE: Tone.QUIET,
}
_ORDER = list(_WORDS)


@dataclass(frozen=True, slots=True)
class Said:
    """One finding: how much it weighs, what is wrong, what to do, and whose it is."""

    state: State
    message: str
    fix: str
    place: str
    steps: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """All that one rule found: the first of them in words, how many, and where."""

    rule: str
    first: Said
    many: int
    places: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Found:
    """The findings of a file, told twice: `groups` by rule, `pupils` by who they are of.

    `errors` are the groups that a person who signs has to explain.
    """

    groups: tuple[Group, ...]
    pupils: tuple[tuple[str, tuple[Said, ...]], ...]
    more: int
    summary: str

    @property
    def errors(self) -> tuple[Group, ...]:
        """The groups of what must be put right."""
        return tuple(one for one in self.groups if one.first.state.tone is Tone.PROBLEM)


def found(report: FileReport) -> Found:
    """Return a report's findings for a page, the heaviest first."""
    findings = sorted(report.findings, key=lambda one: _ORDER.index(one.severity))
    rules: dict[tuple[Severity, str], list[Finding]] = {}
    pupils: dict[str, list[Finding]] = {}
    for one in findings:
        rules.setdefault((one.severity, one.rule), []).append(one)
        if one.pupil is not None:
            pupils.setdefault(_pupil(one), []).append(one)
    steps = {
        rule: f"{told.system}: {told.steps}" for rule, told in report.steps.items()
    }
    names = sorted(pupils)
    return Found(
        tuple(_group(rule, each, steps) for (_, rule), each in rules.items())[:MOST],
        tuple(
            (name, tuple(_said(one, steps) for one in pupils[name]))
            for name in names[:MOST]
        ),
        more=max(0, len(names) - MOST),
        summary=_summary(rules.values()),
    )


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return findings by their rule, as `found` does those of a file."""
    rules: dict[str, list[Finding]] = {}
    for one in findings:
        rules.setdefault(one.rule, []).append(one)
    return tuple(_group(rule, each, {}) for rule, each in rules.items())


def told_before(rule: str, message: str) -> Group:
    """Return the group of errors that a page was drawn with, by what it said then."""
    state = State(_WORDS[Severity.ERROR], _TONES[Severity.ERROR])
    return Group(rule, Said(state, message, "", ""), 1, (), more=0)


def _group(rule: str, each: list[Finding], steps: Mapping[str, str]) -> Group:
    places = list(dict.fromkeys(filter(None, map(_place, each))))
    return Group(
        rule,
        _said(each[0], steps),
        len(each),
        tuple(places[:_NAMED]),
        more=max(0, len(places) - _NAMED),
    )


def _said(one: Finding, steps: Mapping[str, str]) -> Said:
    state = State(_WORDS[one.severity], _TONES[one.severity])
    return Said(state, one.message, one.fix, _place(one), steps.get(one.rule, ""))


def _pupil(one: Finding) -> str:
    if one.pupil is None:
        return ""
    name = ", ".join(filter(None, (one.pupil.surname, one.pupil.forename)))
    return name or one.pupil.upn


def _place(one: Finding) -> str:
    return " · ".join(filter(None, (_pupil(one), one.subject or "")))


def _summary(groups: Iterable[list[Finding]]) -> str:
    counts = dict.fromkeys(_ORDER, 0)
    for each in groups:
        counts[each[0].severity] += len(each)
    return ", ".join(_counted(counts)) + "."


def _counted(counts: Mapping[Severity, int]) -> Iterator[str]:
    errors, queries, notes = (counts[one] for one in _ORDER)
    said = ngettext("%(n)d thing to put right", "%(n)d things to put right", errors)
    yield said % {"n": errors}
    said = ngettext("%(n)d worth a look", "%(n)d worth a look", queries)
    yield said % {"n": queries}
    said = ngettext("%(n)d to know", "%(n)d to know", notes)
    yield said % {"n": notes}
