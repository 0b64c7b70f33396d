"""What clean data rightly makes a check say: nobody did anything wrong.

Written by hand from the guidance. A temporary UPN is asked about, a child who began
school a year late is outside the usual dates of birth, and a small school may well have
the same for everybody.
"""

from collections.abc import Iterator, Sequence

from keystage.synth.faults.changes import listed
from keystage.synth.faults.patterns import patterns
from keystage.synth.key.facts import Fact, Written, is_taken, sender
from keystage.synth.key.listed import not_returned
from keystage.synth.model import Authority, Collection
from keystage.synth.returns import dialects
from keystage.synth.returns.model import Layout, Return, Row
from keystage.synth.sheets import sheet_remarks

_ABOUT = {"H03": "version"}
_STANDARD_KNOWN = (2024, 2025)
_UNREADABLE = frozenset({"H01", "H10"})


def of_file(authority: Authority, written: Written) -> Iterator[Fact]:
    """Yield what is rightly said of one file that is taken, beside what is planted."""
    said = {(one.rule, one.upn, one.component) for one in written.facts}
    found = (
        *_of_form(written),
        *_of_rows(written),
        *_of_list(authority, written),
        *_of_all(authority, written),
    )
    for fact in found:
        if (fact.rule, fact.upn, fact.component) not in said:
            yield fact


def of_nothing_sent(return_: Return, written: Sequence[Written]) -> Iterator[Fact]:
    """Yield that a school owes a return, where nothing it sent of it was taken."""
    same = [one for one in written if one.return_.collection is return_.collection]
    if return_.collection is Collection.MTC:
        return  # the marks go to the Department, not to the authority
    if any(is_taken(one) and _is_own(one, return_) for one in same):
        return
    known = (
        one
        for one in same
        if _is_own(one, return_)
        and not any(fault.way in _UNREADABLE for fault in one.facts)
    )
    files = tuple(sorted(one.path for one in known))
    yield _fact(return_, files, "E05", value=return_.school.number, across=True)


def _is_own(written: Written, return_: Return) -> bool:
    """Return whether a file says it is of the school that owes a return."""
    same = sender(written.return_) == return_.school.number
    return same and not written.return_.folder


def _of_form(written: Written) -> Iterator[Fact]:
    return_ = written.return_
    if return_.layout is not Layout.CTF:
        for rule in sheet_remarks(return_):
            yield _fact(return_, (written.path,), rule)
        return
    for rule in dialects()[return_.dialect].tells:
        component = _ABOUT.get(rule, "")
        yield _fact(return_, (written.path,), rule, component=component)
    if not listed(return_):
        yield _fact(return_, (written.path,), "H09-nameless", rule="H09")


def _of_all(authority: Authority, written: Written) -> Iterator[Fact]:
    for one in patterns(authority, written.return_):
        yield _fact(written.return_, (written.path,), one.way, component=one.component)


def _of_list(authority: Authority, written: Written) -> Iterator[Fact]:
    for way, upn in not_returned(authority, written):
        rule = way.removesuffix("-missing")
        yield _fact(written.return_, (written.path,), way, rule=rule, upn=upn)


def _of_rows(written: Written) -> Iterator[Fact]:
    for row in written.return_.rows:
        for way, component in _of_row(row, written.return_):
            yield _fact(
                written.return_, (written.path,), way, upn=row.upn, component=component
            )


def _of_row(row: Row, return_: Return) -> Iterator[tuple[str, str]]:
    collection = return_.collection
    secret = return_.summer not in _STANDARD_KNOWN
    if collection is Collection.PHONICS and secret:
        told = (one for one in row.results if one.value in {"WA", "WT"})
        yield from (("PH-X8", "outcome") for _ in told)
    if row.entry is None:
        return
    child = row.entry.child
    if child.temporary:
        yield "P07", "upn"
    if child.delayed and collection is not Collection.MTC:
        yield "P12", "dob"
    if collection is Collection.EYFSP and child.exempt:
        yield "EY-X4", ""


def _fact(
    return_: Return,
    files: tuple[str, ...],
    way: str,
    *,
    rule: str = "",
    upn: str = "",
    component: str = "",
    value: str = "",
    across: bool = False,
) -> Fact:
    return Fact(
        kind="natural",
        summer=return_.summer,
        collection=return_.collection.value,
        files=files,
        across=across,
        way=way,
        rule=rule or way,
        upn=upn,
        component=component,
        value=value,
    )
