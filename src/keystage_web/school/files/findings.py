"""What was found in a file as a page shows it: by rule with counts, and by pupil."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keystage.core.findings import Finding, Severity
from keystage.intake import FileReport
from keystage.reports.subjects import Titles, about, titles
from keystage_web.ui.parts import State, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 200  # pupils, and groups, that a page shows
_NAMED = 12  # places of a group that are named
_WORDS: "dict[Severity, StrOrPromise]" = {
    Severity.ERROR: gettext_lazy("To put right"),
    Severity.QUERY: gettext_lazy("Worth a look"),
    Severity.NOTE: gettext_lazy("To know"),
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
    words = _Words(steps, titles(one.book for one in report.returns))
    names = sorted(pupils)
    return Found(
        tuple(words.group(rule, each) for (_, rule), each in rules.items())[:MOST],
        tuple((name, tuple(map(words.said, pupils[name]))) for name in names[:MOST]),
        more=max(0, len(names) - MOST),
        summary=_summary(rules.values()),
    )


def grouped(findings: Iterable[Finding], book: str) -> tuple[Group, ...]:
    """Return findings of a rulebook by their rule, as `found` does those of a file."""
    rules: dict[str, list[Finding]] = {}
    for one in findings:
        rules.setdefault(one.rule, []).append(one)
    words = _Words({}, titles([book]))
    return tuple(words.group(rule, each) for rule, each in rules.items())


def told_before(rule: str, message: str) -> Group:
    """Return the group of errors that a page was drawn with, by what it said then."""
    state = State(_WORDS[Severity.ERROR], _TONES[Severity.ERROR])
    return Group(rule, Said(state, message, "", ""), 1, (), more=0)


@dataclass(frozen=True, slots=True)
class _Words:
    """Says findings: `steps` is what to do by rule, `titles` what results are called."""

    steps: Mapping[str, str]
    titles: Titles

    def group(self, rule: str, each: list[Finding]) -> Group:
        """Return all that a rule found."""
        places = list(dict.fromkeys(filter(None, map(self._place, each))))
        return Group(
            rule,
            self.said(each[0]),
            len(each),
            tuple(places[:_NAMED]),
            more=max(0, len(places) - _NAMED),
        )

    def said(self, one: Finding) -> Said:
        """Return one finding."""
        state = State(_WORDS[one.severity], _TONES[one.severity])
        place = self._place(one)
        return Said(state, one.message, one.fix, place, self.steps.get(one.rule, ""))

    def _place(self, one: Finding) -> str:
        """Return whose a finding is, of which result or heading, and where it stands."""
        of = (
            about(one.subject, one.collection or "", self.titles) if one.subject else ""
        )
        return " · ".join(filter(None, (_pupil(one), of, _line(one))))


def _line(one: Finding) -> str:
    """Return the row of a table, or the line of a file, that a finding is of."""
    at = one.place
    if at is not None and at.row:
        return _("row %(n)d") % {"n": at.row}
    if at is not None and at.line:
        return _("line %(n)d") % {"n": at.line}
    return ""


def _pupil(one: Finding) -> str:
    if one.pupil is None:
        return ""
    name = ", ".join(filter(None, (one.pupil.surname, one.pupil.forename)))
    return name or one.pupil.upn


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
