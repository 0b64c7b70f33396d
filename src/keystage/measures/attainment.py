"""Teacher assessment: shares at a standard, by subject and in subjects together.

Which codes reach a standard and which keep a pupil in the denominator are the
caller's to say; a code in neither leaves the pupil out, as does no result.
"""

from collections.abc import Collection, Iterable, Mapping

from keystage.measures.ratio import Ratio, ratio_of

type Results = Mapping[str, str]


def reached(result: str, met: Collection[str], others: Collection[str]) -> bool | None:
    """Return whether a result is one of `met`; None if it is in neither list."""
    if result in met:
        return True
    return False if result in others else None


def share(
    results: Iterable[str], met: Collection[str], others: Collection[str]
) -> Ratio:
    """Return how many results of one subject are of `met`, of all that count."""
    return ratio_of(reached(result, met, others) for result in results)


def by_subject(
    pupils: Iterable[Results],
    subjects: Iterable[str],
    met: Collection[str],
    others: Collection[str],
) -> dict[str, Ratio]:
    """Return the share of each subject, in the order of `subjects`."""
    everyone = list(pupils)
    return {
        subject: share((pupil.get(subject, "") for pupil in everyone), met, others)
        for subject in subjects
    }


def combined(
    pupils: Iterable[Results],
    subjects: Collection[str],
    met: Collection[str],
    others: Collection[str],
) -> Ratio:
    """Return how many pupils reached the standard in all of `subjects`.

    A pupil counts who has a result that counts in every one of them.
    """

    def all_of(pupil: Results) -> bool | None:
        answers = [reached(pupil.get(name, ""), met, others) for name in subjects]
        return None if None in answers else all(answers)

    return ratio_of(all_of(pupil) for pupil in pupils)
