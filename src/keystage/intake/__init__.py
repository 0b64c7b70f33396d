"""From the bytes a school sent to the findings document: the one pipeline.

The command line, an upload page and an interface for programs all come here:

    options = Options(year=2026, authority="999", now=moment)
    document = check_paths([Path("sent")], options)
    print(json.dumps(to_dict(document)))

`check_paths` takes files, folders and zips and answers for all of them together;
`check_bytes` takes one file that is already in memory. Neither raises on anything
a file holds: what cannot be read comes back as a file report with the status
`unreadable` and one finding. Both raise `UsageError` where the *call* cannot be
carried out (a path that is not there, a roll that cannot be read).
"""

from keystage.intake.known.prior import read_prior
from keystage.intake.known.roll import read_roll
from keystage.intake.known.schools import read_schools
from keystage.intake.options import Due, Options, Prior
from keystage.intake.output.document import (
    Document,
    FileReport,
    ReturnReport,
    Skipped,
    Summary,
    schema,
    to_dict,
)
from keystage.intake.pipeline import check_bytes, check_paths

__all__ = [
    "Document",
    "Due",
    "FileReport",
    "Options",
    "Prior",
    "ReturnReport",
    "Skipped",
    "Summary",
    "check_bytes",
    "check_paths",
    "read_prior",
    "read_roll",
    "read_schools",
    "schema",
    "to_dict",
]
