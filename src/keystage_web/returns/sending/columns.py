"""A table whose headings are not all known: what each column may be, and must say."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from keystage.checks.model import Rulebook
from keystage.core.errors import Refused
from keystage.intake import FileReport
from keystage.intake.sheets.cells import cells
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.guess import Sure, guess
from keystage.marksheet.messages import WORDS
from keystage.marksheet.reading.match import Matcher
from keystage_web.rolls.reading.model import Question

_LACKING = WORDS["lacking"].code
_WHO = ("upn", "surname", "name")
_OURS = "rulebook"  # a column that only our own table has


def questions(
    report: FileReport, data: bytes, book: Rulebook, said: Mapping[str, str]
) -> tuple[Question, ...]:
    """Return what is to be asked of a table: each column, and what it may be.

    Nothing is asked where all that is needed was found, or all its headings are known.
    What the school `said` of a heading comes before what is guessed.
    """
    if all(one.rule != _LACKING for one in report.findings):
        return ()
    try:
        found = guess(cells(data), book)
    except Refused:  # it could be read before, and not in time now
        return ()
    if found is None or all(one.sure is Sure.KNOWN for one in found.choices):
        return ()
    return tuple(
        Question(
            one.heading,
            said.get(one.heading, one.id),
            one.why if one.id else "",
            one.examples,
        )
        for one in found.choices
        if one.heading
    )


def labels(book: Rulebook) -> dict[str, str]:
    """Return what a column of results can be, by its id, in the order it is chosen from."""
    unasked = {one.id for one in columns(book) if one.kind is Kind.DERIVED}
    unasked.add(_OURS)
    titles = Matcher(book).titles
    return {name: title for name, title in titles.items() if name not in unasked}


def needed(book: Rulebook) -> dict[str, Collection[str]]:
    """Return what a table of results cannot do without: its words, and what serves.

    Who a pupil is, in one way of several, and a result.
    """
    own = labels(book)
    results = _("A result of %(title)s") % {"title": book.title}
    return {
        " / ".join(own[name] for name in _WHO): _WHO,
        results: Matcher(book).results,
    }
