"""The list of the pupils on paper: a row each, a column for each result."""

from keystage.reports.papers.model import Leaf, Paper
from keystage.reports.school.model import Report, Section

KIND = "Pupil list"
_MOST_UPRIGHT = 10  # columns on a page that stands


def listing(report: Report, *, mark: str = "") -> Paper:
    """Return the lists of a school's report as a paper of their own."""
    return Paper(
        kind=KIND,
        title=report.title,
        school=report.school,
        made=report.made,
        leaves=tuple(map(leaf, report.lists)),
        mark=mark,
    )


def leaf(section: Section) -> Leaf:
    """Return the list of a year group as a leaf."""
    wide = len(section.grid.heads) > _MOST_UPRIGHT
    return Leaf(section.title, tables=(section.grid,), says=section.says, wide=wide)
