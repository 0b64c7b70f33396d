"""The same findings without anything that tells who a pupil is.

Messages are made safe before they are written: a rulebook's sentences lose the
places where a name, a number or a date would stand. Only what the reader of files
says about a pupil is searched for the pupil's own texts afterwards.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import Protocol

from keystage.checks import words
from keystage.checks.model import Check, Rulebook
from keystage.core import file_names, upn
from keystage.core.findings import Finding, Place, PupilRef
from keystage.core.records import CtfFile
from keystage.ctf import names
from keystage.intake.messages import WITHOUT_TEXTS
from keystage.intake.output import paths
from keystage.intake.recognise import ESTIMATES, Aside
from keystage.intake.shelf import Shelf

HIDDEN = "(withheld)"
# Placeholders of a rulebook's sentences that never hold a pupil's own texts.
_OPEN_WORDS = (
    "pupil field component component_id code code_name year school_year collection "
    "count total percent group mark points now then times longest length earliest "
    "latest youngest oldest schools school what prior_year results"
)
OPEN = frozenset(_OPEN_WORDS.split())
# The name a file should have comes from its header, not from its present name.
OPEN_BESIDES = {"file_name": frozenset({"expected"})}
# Kinds of check that speak of results and headers alone: all their words may stay.
_OPEN_KIND_WORDS = (
    "header_required header_value version source_school source_authority destination "
    "sent_when year set_aside wanted_collection establishment early_years_urn "
    "no_results not_collected births_outside expected_count far_from_last_year share "
    "all_same spike nothing_sent result_required result_value result_unknown "
    "result_repeated cross code_present role_only outcome_disagrees threshold_hidden "
    "prior_met"
)
OPEN_KINDS = frozenset(_OPEN_KIND_WORDS.split())
_PUPIL = re.compile(r"/Pupil\[([0-9]+)\]")
_NUMBERS = re.compile(
    r"\b[A-Za-z]?[0-9]{11,12}[A-Za-z0-9]?\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
)
# What a result looks like in every collection; anything else may be about a child.
_CODE = re.compile(r"[A-Za-z0-9.+-]{0,4}")
_YEAR = re.compile(r"[0-9]{4}")
_OTHER = "other"
# Shorter texts than this are left: an initial tells nobody who a pupil is.
_SHORTEST = 2


def without_names(book: Rulebook) -> Rulebook:
    """Return `book` with sentences that cannot hold what tells who a pupil is."""
    checks = {key: _check(check) for key, check in book.checks.items()}
    return replace(book, checks=checks)


def _check(check: Check) -> Check:
    if check.kind in OPEN_KINDS:
        return check
    kept = OPEN | OPEN_BESIDES.get(check.kind, frozenset())
    message, fix = _blanked(check.message, kept), _blanked(check.fix, kept)
    return replace(check, message=message, fix=fix)


def _blanked(template: str, kept: frozenset[str]) -> str:
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(literal.replace("{", "{{").replace("}", "}}"))
        if name in kept:
            parts.append(f"{{{name}}}")
        elif name is not None and not literal.endswith("."):
            # After a full stop it would be a sentence of its own: that goes whole.
            parts.append(HIDDEN)
    return "".join(parts)


class Pupils(Protocol):
    """The pupils of a file: whose place is meant, and what the file says of them."""

    def label(self, place: Place) -> str | None:
        """Return how the pupil at `place` is told without a name; None for nobody's."""

    def texts(self, place: Place) -> Sequence[str]:
        """Return the file's own texts on the pupil at `place`, and others to hide."""

    def shown(self, place: Place) -> Place:
        """Return `place` without a name in it."""


@dataclass(frozen=True, slots=True)
class FilePupils:
    """The pupils of a Common Transfer File, told by their position in it."""

    file: CtfFile

    def label(self, place: Place) -> str | None:
        """Return `pupil 3 of the file`, or None."""
        position = _position(place)
        return None if position is None else f"pupil {position} of the file"

    def texts(self, place: Place) -> Sequence[str]:
        """Return number, names and date of birth of the pupil at `place`."""
        position = _position(place)
        if position is None or not 0 < position <= len(self.file.pupils):
            return ()
        sent = self.file.pupils[position - 1]
        return sent.upn, sent.surname, sent.forename, sent.dob

    def shown(self, place: Place) -> Place:
        """Return `place` without names of elements that are nobody's but the file's."""
        return _shown(place)


@dataclass(frozen=True, slots=True)
class Veil:
    """What is needed to hide the pupils of one file.

    `books` are the rulebooks it was checked by. `places` numbers the pupils of
    the roll by UPN, for those the file lacks.
    """

    pupils: Pupils
    books: tuple[Rulebook, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def findings(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return `found` without names; the pupil is told by place in the file."""
        return tuple(self._finding(finding) for finding in found)

    def _finding(self, finding: Finding) -> Finding:
        pupil, personal = finding.pupil, self._is_personal(finding)
        texts, value = self._texts(finding), finding.value or ""
        subject = finding.subject
        if subject and not self._is_subject(subject):
            texts, subject = [subject, words.shown(subject), *texts], None
        if self._is_of_pupil(finding) and not _CODE.fullmatch(value):
            # Anything may be typed where a result is due: a name, a number.
            personal = True
            texts = [value, words.shown(value), *texts]
        return replace(
            finding,
            message=WITHOUT_TEXTS.get(finding.rule)
            or _scrubbed(finding.message, texts),
            fix=_scrubbed(finding.fix, texts, self._examples(finding)),
            pupil=pupil and PupilRef(surname=self._place(finding, pupil)),
            subject=subject,
            value=None if personal else finding.value,
            allowed=() if personal else finding.allowed,
            repair=None if personal else finding.repair,
            place=finding.place and self.pupils.shown(finding.place),
            consequences=self.findings(finding.consequences),
        )

    def _is_personal(self, finding: Finding) -> bool:
        """Whether the value may be a pupil's: by the kind of check, else if any's."""
        if finding.rule in WITHOUT_TEXTS:
            return True
        kinds = {check.kind for check in self._checks(finding)}
        if kinds:
            return not kinds <= OPEN_KINDS
        return self._is_of_pupil(finding)

    def _is_subject(self, subject: str) -> bool:
        """Whether `subject` is a name of ours, or at least looks like a code."""
        if _CODE.fullmatch(subject) or subject in words.SUBJECTS:
            return True
        return any(subject in book.components for book in self.books)

    def _checks(self, finding: Finding) -> list[Check]:
        checks = (check for book in self.books for check in book.checks.values())
        return [check for check in checks if check.id == finding.rule]

    def _examples(self, finding: Finding) -> frozenset[str]:
        """Return the dates the rulebook itself gives as examples: nobody's own."""
        fixes = " ".join(check.fix for check in self._checks(finding))
        return frozenset(_NUMBERS.findall(fixes))

    def _is_of_pupil(self, finding: Finding) -> bool:
        return finding.pupil is not None or self._label(finding) is not None

    def _label(self, finding: Finding) -> str | None:
        return self.pupils.label(finding.place) if finding.place else None

    def _place(self, finding: Finding, pupil: PupilRef) -> str:
        label = self._label(finding)
        if label is not None:
            return label
        number = self.places.get(upn.tidy(pupil.upn))
        return f"pupil {number} of the roll" if number else "a pupil"

    def _texts(self, finding: Finding) -> list[str]:
        """Return what the file and the finding say of the pupil, longest first."""
        pupil, place = finding.pupil, finding.place
        texts = [pupil.upn, pupil.surname, pupil.forename, pupil.dob] if pupil else []
        texts += self.pupils.texts(place) if place else ()
        kept = {text for text in texts if len(text) >= _SHORTEST}
        return sorted(kept, key=lambda text: (-len(text), text))


def refused(stop: Finding) -> Finding:
    """Return the finding a whole file was refused with, without what it quotes."""
    message, place = WITHOUT_TEXTS.get(stop.rule) or stop.message, stop.place
    if place is None:
        return replace(stop, message=message)
    shown = _shown(place)
    if place.path and shown.path:
        message = message.replace(place.path, shown.path)
    return replace(stop, message=message, place=shown)


def aside(found: Aside, shelf: Shelf) -> Aside:
    """Return what was set aside with stages and years that somebody knows.

    A stage may be any text: those no rulebook has count as `other`, years that are
    none as not given.
    """
    told: Aside = {}
    known = _stages(shelf)
    for (name, year), count in found.items():
        stage, _, rest = name.partition(" ")
        safe = name if stage in known and rest in {"", ESTIMATES} else _OTHER
        key = safe, year if _YEAR.fullmatch(year) else ""
        told[key] = told.get(key, 0) + count
    return told


def _stages(shelf: Shelf) -> frozenset[str]:
    books = [shelf.newest(name) for name in shelf.collections]
    stages = {part.coding.stage for one in books for part in one.components.values()}
    return frozenset(stages | set(shelf.collections))


def _shown(place: Place) -> Place:
    return replace(place, path=place.path and paths.plain(place.path))


def path(shown: str, number: int) -> str:
    """Return what may be said of a file's name: all, if it follows a pattern.

    `number` is the file's place in the list, from 1. Any other name may hold a
    child's, and so may the folders above it.
    """
    name = shown.rpartition("/")[2]
    parts = names.parse(name)
    # The place of the tag is three letters wide: room for a child's name.
    safe = parts is not None and parts.tag in names.TAGS
    safe = safe or file_names.parse_table(name) is not None
    return name if safe else f"file {number}"


def _position(place: Place) -> int | None:
    step = _PUPIL.search(place.path or "")
    return int(step[1]) if step else None


def _scrubbed(
    sentence: str, texts: Sequence[str], examples: frozenset[str] = frozenset()
) -> str:
    if not texts:
        return sentence
    any_of = "|".join(re.escape(text) for text in texts)
    sentence = re.sub(rf"(?<!\w)(?:{any_of})(?!\w)", HIDDEN, sentence)
    return _NUMBERS.sub(
        lambda found: found[0] if found[0] in examples else HIDDEN, sentence
    )
