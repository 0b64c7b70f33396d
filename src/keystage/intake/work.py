"""What files are examined with, and what comes of one, whatever form it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from keystage import ctf
from keystage.checks.model import Context, RollEntry, Rulebook
from keystage.core.findings import Finding
from keystage.core.records import CtfFile, Return
from keystage.intake.between.kept import light
from keystage.intake.between.movers import Movers
from keystage.intake.known.expected import placed
from keystage.intake.known.roll import Rolls
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.options import Options, Prior
from keystage.intake.output.document import FileReport
from keystage.intake.output.withhold import without_names
from keystage.intake.shelf import Shelf
from keystage.marksheet.columns_file import ColumnsFile

# A reader takes bytes and `limits=`, answers a `CtfFile` or raises `Refused`.
type Reader = Callable[..., CtfFile]


@dataclass(frozen=True, slots=True)
class Known:
    """The options with what they name read; it can be pickled.

    `else_year` is the year of a table that says none, where only some years are wanted.
    """

    options: Options
    roll: tuple[RollEntry, ...] | None = None
    prior: Prior | None = None
    columns: ColumnsFile | None = None
    else_year: int | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """A file's report, and its pupils as far as other files are compared with them."""

    report: FileReport
    returns: tuple[Return, ...] = ()


class Work:
    """What any number of files are examined with.

    `keep` says what is kept of a return once it is checked; without it, only what
    other files are compared with.
    """

    def __init__(
        self,
        known: Known,
        shelf: Shelf,
        reader: Reader = ctf.read,
        keep: Callable[[Return], Return] | None = None,
    ) -> None:
        self.known = known
        self.shelf = shelf
        self.reader = reader
        self.keep = keep
        self.rolls = Rolls(known.roll or ())
        self.movers = Movers(known.roll or (), known.options)
        self.reads = RulebookReading(shelf)

    def book(self, book: Rulebook) -> Rulebook:
        """Return `book` as the checks are to speak: with names, or without."""
        if self.known.options.names:
            return book
        return self.shelf.variant(book, "without names", without_names)

    def context(
        self, return_: Return, book: Rulebook, roll: Sequence[RollEntry] | None
    ) -> Context:
        """Return what is known besides `return_`, whatever form it came in.

        `roll` is that of its school, or None. The year is the one asked for, and
        prior results are those given: what a file adds to either, its reader does.
        """
        options, prior = self.known.options, self.known.prior
        return Context(
            now=options.now,
            authority=options.authority,
            school=options.school,
            role=options.role,
            collection=options.collection,
            year=options.year,
            prior=prior.results if prior else None,
            last_year=prior.last_year(return_) if prior else None,
            expected=options.expected,
            asks_for=options.asks_for,
            roll=placed(roll, return_, book, self.movers.is_elsewhere),
            opens=self.movers.weeks(book).opens,
        )

    def kept(
        self, books: Sequence[Rulebook], returns: Sequence[Return]
    ) -> tuple[Return, ...]:
        """Return what is kept of a file's returns once they are checked."""
        pairs = zip(books, returns, strict=True)
        keep = self.keep
        return tuple(keep(part) if keep else light(part, book) for book, part in pairs)


def stopped(report: FileReport, finding: Finding) -> FileReport:
    """Return the report of a file of which nothing is taken, because of `finding`."""
    return replace(report, findings=(finding,), refused=finding.rule)
