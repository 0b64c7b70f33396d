"""A version as rows of a summary: how it came, and what is in it."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage_web.returns.states import Declaration
from keystage_web.returns.versions import declaring
from keystage_web.returns.versions.content import MARK, OTHER, Line, by_code
from keystage_web.returns.versions.facts import Sent

type Rows = list[tuple[str, str]]


def counts_of(one: Sent) -> Rows:
    """Return how often each code was given in a version, by component; marks together."""
    parts = rulebooks.load(one.book).components
    return [
        (
            parts[name].title if name in parts else name,
            ", ".join(f"{_code(code)}: {many}" for code, many in codes.items()),
        )
        for name, codes in one.components.items()
    ]


def people_of(one: Sent) -> str:
    """Return of how many pupils a version is, and how many of them are complete."""
    told = {
        "done": one.complete,
        "all": one.pupils,
        "who": rulebooks.load(one.book).words["pupils"],
    }
    return _("%(done)d of %(all)d %(who)s complete") % told


def own_of(one: Sent, told: Sequence[Line]) -> Sent:
    """Return a version with the counts of some of its pupils alone.

    A teacher is told no others: what the whole school comes to, less the own class, is
    what the other class comes to.
    """
    parts = rulebooks.load(one.book).components
    counts = by_code(parts, told)
    return replace(one, pupils=len(told), components=counts, errors=0, explained={})


def own_people(one: Sent) -> str:
    """Return of how many pupils of the own classes a version is."""
    told = {"n": one.pupils, "who": rulebooks.load(one.book).words["pupils"]}
    return _("%(n)d %(who)s of your classes") % told


def statements_of(one: Sent) -> list[str]:
    """Return what was declared with a version, in words."""
    words = statements(one.book)
    return [text for name, text in words.items() if name in one.statements]


def statements(book: str) -> dict[str, str]:
    """Return all that may be declared of a rulebook's results, by the id it is kept by."""
    kinds = (Declaration.SENDER, Declaration.HEAD)
    told = (each for kind in kinds for each in declaring.statements_of(book, kind))
    return {each.id: each.text for each in told}


def _code(code: str) -> str:
    return {MARK: _("marks"), OTHER: _("other")}.get(code, code)
