"""Show Keystage at work: `python -m keystage.cli.demo_run FOLDER`.

Puts what a dozen invented schools sent into FOLDER/sent, checks it, writes
FOLDER/report.html and says what to try next.
"""

import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from keystage import intake
from keystage.cli import output, terminal
from keystage.cli.demo import copied, made
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT
from keystage.reports import html

# The day of the demonstration: two weeks before most returns are due.
DAY = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
_TRY = """\
{count} files of invented schools are in {sent}.
The report is {report}: open it in a browser.

Try next:
  {keystage} check {sent} --year 2026
  {keystage} check {sent} --year 2026 --no-names --format csv --output findings.csv
  {keystage} rules show phonics-2026"""


def run(arguments: Sequence[str] | None = None) -> int:
    """Make the demonstration in the folder named and return the exit code."""
    terminal.prepare()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if len(words) != 1 or words[0].startswith("-"):
        terminal.complain("usage: python -m keystage.cli.demo_run FOLDER")
        return EXIT_CLEAN if words in (["-h"], ["--help"]) else EXIT_COULD_NOT
    try:
        terminal.say(make(Path(words[0])))
    except OSError as error:
        terminal.complain(f"{error.filename}: {error.strerror}.")
        return EXIT_COULD_NOT
    return EXIT_CLEAN


def make(folder: Path) -> str:
    """Write the demonstration into `folder` and return what to tell the person."""
    sent, report = folder / "sent", folder / "report.html"
    sent.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in copied.files():
        (sent / name).write_bytes(data)
        count += 1
    options = intake.Options(year=made.SUMMER, authority=made.AUTHORITY, now=DAY)
    document = intake.to_dict(intake.check_paths([sent], options))
    output.to_file(html.render(document, checked_at=DAY), report)
    return _TRY.format(count=count, sent=sent, report=report, keystage=_command())


def _command() -> str:
    """Return how to call Keystage here: by its name, else by where it lies."""
    if shutil.which("keystage"):
        return "keystage"
    lies = Path(sys.executable).with_name("keystage")
    here = Path.cwd()
    return str(lies.relative_to(here) if lies.is_relative_to(here) else lies)


if __name__ == "__main__":
    sys.exit(run())
