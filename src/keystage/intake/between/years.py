"""Files of one collection that do not agree on the year."""

from collections.abc import Sequence

from keystage.core.findings import Severity
from keystage.core.records import Return
from keystage.intake import messages
from keystage.intake.output.document import Across, FileReport
from keystage.intake.shelf import Shelf, called


def odd_years(
    reports: Sequence[FileReport], returns: Sequence[Sequence[Return]], shelf: Shelf
) -> list[Across]:
    """Return a query for each year of a collection that fewer files are of.

    The year most files are of is taken for the one meant, the newest where as many
    are of another.
    """
    files: dict[str, dict[int, list[str]]] = {}
    for report, parts in zip(reports, returns, strict=True):
        for part in parts:
            years = files.setdefault(part.collection, {})
            years.setdefault(part.year, []).append(report.path)
    return [
        _asked(collection, years, odd, shelf)
        for collection, years in sorted(files.items())
        for odd in sorted(years)
        if odd != _meant(years)
    ]


def _meant(years: dict[int, list[str]]) -> int:
    return max(years, key=lambda year: (len(years[year]), year))


def _asked(
    collection: str, years: dict[int, list[str]], odd: int, shelf: Shelf
) -> Across:
    meant = _meant(years)
    count, found = len(years[meant]), years[odd]
    several = len(found) > 1
    name = called(shelf.nearest(collection, meant))
    holds = "1 file holds" if count == 1 else f"{count:,} files hold"
    question = messages.LAST_YEARS if odd == meant - 1 else messages.ANOTHER_YEARS
    finding = messages.finding(
        "SET-YEAR",
        Severity.QUERY,
        most=f"{holds} {name}",
        year=str(meant),
        odd=f"these {len(found):,}" if several else "this one",
        other=str(odd),
        question=question[several],
    )
    finding.collection, finding.value = collection, str(odd)
    return Across(finding, tuple(found))
