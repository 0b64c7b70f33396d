"""What the reader refuses or notices, and how a run ends."""

from keystage.core import errors
from tools.pages import code, table

INTRO = """# Errors, exit codes and what the reader says"""


def pages() -> dict[str, str]:
    """Return the page."""
    tree = (errors.__doc__ or "").strip()
    exits = table(
        ("Exit code", "Meaning"),
        (
            (code(str(errors.EXIT_CLEAN)), "no errors found"),
            (code(str(errors.EXIT_ERRORS_FOUND)), "errors found"),
            (
                code(str(errors.EXIT_COULD_NOT)),
                "something could not be read, or bad usage",
            ),
        ),
    )
    parts = [INTRO, "## Exit codes", exits, "## Exceptions", f"```text\n{tree}\n```"]
    return {"errors.md": "\n\n".join(parts) + "\n"}
