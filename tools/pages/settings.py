"""The settings of the service: the one table, as a page."""

from keystage_web.config import Config, rows
from tools.pages import code, table

INTRO = """# Settings of the service

`keystage serve` reads them from the environment when it starts; `keystage serve --check`
prints them with what they are, and names what would keep the service from starting. A name
that begins like these and is not one of them is refused, so that a slip is noticed."""
UNSAFE = """## Not started with

The service refuses these values by name, wherever it is started: no switch lets them pass."""


def pages() -> dict[str, str]:
    """Return the page."""
    all_rows = rows(Config)
    every = table(
        ("Name", "Is", "Without it", "Meaning"),
        ([code(r.name), r.kind.name, code(r.default), r.meaning] for r in all_rows),
    )
    unsafe = table(
        ("Name", "Value", "Why not, and what to do"),
        (
            [code(row.name), one.value, one.why[:1].upper() + one.why[1:]]
            for row in all_rows
            for one in row.unsafe
        ),
    )
    return {"settings.md": "\n\n".join([INTRO, every, UNSAFE, unsafe]) + "\n"}
