"""A child's results in a collection, wherever it is when it is asked for.

Results are component by code, with the components and codes of the collection: marks in
plain digits. A component without a result is left out.
"""

from keystage.core.errors import UsageError
from keystage.synth.model import Child, Collection
from keystage.synth.results.ability import part, stream_of
from keystage.synth.results.scales import FIRST_SUMMER, coded, latent

type Results = dict[str, str]

ABSENT = "A"
STANDARD = 32
"""The mark at which the phonics standard is met, in every year so far."""

_ABSENT_CHECK = 4  # in a thousand
_ABSENT_STAGE = 3
_ABSENT_TABLES = 7
_GAIN, _GAIN_NOISE = 165, 90  # what a year brings to those who are checked again
_BELOW = frozenset({"EM", "PK1", "PK2", "PK3", "PK4", "PK5", "PK6"})
_HIGHEST_BELOW = {Collection.KS1: "PK4", Collection.KS2: "PK6"}
_READING_WRITING_MATHS = ("REA", "WRI", "MAT")


def judged(child: Child, collection: Collection, summer: int) -> Results:
    """Return a child's results in the collection of one summer.

    Empty where the child is in no year group the collection is about. Phonics in year 2
    is the re-check, and empty for who met the standard in year 1. Raises `UsageError`
    for a summer before `FIRST_SUMMER`.
    """
    if summer < FIRST_SUMMER:
        raise UsageError(f"Results are invented for {FIRST_SUMMER} and later.")
    group = summer - child.origin.cohort
    if group not in collection.groups:
        return {}
    if collection is Collection.PHONICS:
        first = group == collection.groups[0]
        return first_check(child, summer) if first else second_check(child, summer)
    if collection is Collection.EYFSP:
        return _profile(child, summer)
    if collection is Collection.MTC:
        return _tables(child, summer)
    return _assessed(child, collection, summer)


def first_check(child: Child, summer: int) -> Results:
    """Return the result of the phonics check in year 1."""
    if _absent(child, "first check", _ABSENT_CHECK):
        return {"outcome": ABSENT}
    return _checked(latent(child, Collection.PHONICS), summer)


def second_check(child: Child, summer: int, *, known: bool = True) -> Results:
    """Return the result of the re-check in year 2; empty for who met the standard.

    Without a result in year 1 that is `known` everyone is checked.
    """
    if known and met(first_check(child, summer - 1)):
        return {}
    if _absent(child, "second check", _ABSENT_CHECK):
        return {"outcome": ABSENT}
    stream = stream_of(child, "gain")
    gain = _GAIN + part(stream.normal(), _GAIN_NOISE)
    able = latent(child, Collection.PHONICS)
    return _checked({name: value + gain for name, value in able.items()}, summer)


def met(results: Results) -> bool:
    """Return whether the result of a phonics check meets the standard."""
    return int(results.get("mark", 0)) >= STANDARD


def _checked(able: dict[str, int], summer: int) -> Results:
    mark = coded(Collection.PHONICS, able, summer)["mark"]
    return {"mark": mark} if mark.isdigit() else {"outcome": mark}


def _profile(child: Child, summer: int) -> Results:
    goals = coded(Collection.EYFSP, latent(child, Collection.EYFSP), summer)
    return dict.fromkeys(goals, ABSENT) if child.exempt else goals


def _tables(child: Child, summer: int) -> Results:
    if _absent(child, "tables", _ABSENT_TABLES):
        return {"MTC": ABSENT}
    return coded(Collection.MTC, latent(child, Collection.MTC), summer)


def _assessed(child: Child, collection: Collection, summer: int) -> Results:
    """Return teacher assessments that agree with each other.

    Who is assessed by engagement in one subject is in no subject's framework, and who
    is below it in reading, writing and maths has not met the standard in science.
    """
    given = coded(collection, latent(child, collection), summer)
    told = [given[subject] for subject in _READING_WRITING_MATHS]
    if "EM" in told:
        top = _HIGHEST_BELOW[collection]
        told = [code if code in _BELOW else top for code in told]
    given |= zip(_READING_WRITING_MATHS, told, strict=True)
    if _BELOW.issuperset(told):
        given["SCI"] = "HNM"
    if _absent(child, collection.value, _ABSENT_STAGE):
        given = {subject: code and ABSENT for subject, code in given.items()}
    return {subject: code for subject, code in given.items() if code}


def _absent(child: Child, when: str, share: int) -> bool:
    return stream_of(child, when, "absent").happens(share)
