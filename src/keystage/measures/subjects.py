"""Teacher assessment: shares at a standard, by subject and in subjects together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from keystage.measures.given import Given
from keystage.measures.pupils import Pupil
from keystage.measures.spec import Answer, Situation, Spec, Unit

_JUDGEMENTS = frozenset({"met", "not_met"})


@dataclass(frozen=True, slots=True)
class Standard:
    """Which codes reach a standard (`met`), and which count without (`others`).

    `out` are codes that take a pupil out of the figure; anything that is in none
    of the three is no result.
    """

    met: frozenset[str]
    others: frozenset[str]
    out: frozenset[str] = frozenset()


def reached(pupil: Pupil, subject: str, standard: Standard) -> Answer:
    """Return 1 if the result is one of `met`, 0 if it counts, else why it does not."""
    code = pupil.results.get(subject, "")
    if code in standard.met or code in standard.others:
        return int(code in standard.met)
    return code if code in standard.out else pupil.missing(subject)


def reached_all(pupil: Pupil, standards: dict[str, Standard]) -> Answer:
    """Return 1 if the standard is reached in every subject.

    A pupil counts who has a result that counts in each of them.
    """
    answers = [reached(pupil, *subject) for subject in standards.items()]
    reasons = (answer for answer in answers if isinstance(answer, str))
    return next(reasons, int(all(answers)))


def subject_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the share of each subject."""
    return [_subject(given, spec, name) for name in given.components()]


def subjects_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the share of those who reached the standard in all of the subjects."""
    standards = {name: standard_of(given, name) for name in given.components()}
    return [
        replace(
            spec,
            unit=Unit.SHARE,
            answer=lambda pupil: reached_all(pupil, standards),
            demands={name: part.met for name, part in standards.items()},
        )
    ]


def _subject(given: Given, spec: Spec, name: str) -> Spec:
    standard, title = standard_of(given, name), given.book.components[name].title
    return replace(
        spec,
        id=f"{spec.id}.{name}",
        title=spec.title.replace("{component}", title),
        short=spec.short.replace("{component}", title),
        unit=Unit.SHARE,
        answer=lambda pupil: reached(pupil, name, standard),
        demands={name: standard.met},
    )


def standard_of(given: Given, subject: str) -> Standard:
    """Return what the measure says of the codes this subject takes.

    A judgement that the measure does not name counts as not reached.
    """
    own = given.book.components[subject].codes
    met, out = given.codes("met"), given.codes("out")
    counted = given.codes("denominator") | _judgements(given, own) - met - out
    return Standard(met.intersection(own), counted.intersection(own), out)


def _judgements(given: Given, codes: Iterable[str]) -> frozenset[str]:
    known = given.book.codes
    return frozenset(
        name for name in codes if name in known and known[name].counts in _JUDGEMENTS
    )
