"""Which code a shortened one may be meant for."""

from dataclasses import replace

from keystage.checks.model import Rulebook
from keystage.core.findings import Finding

_FEWEST = 2  # letters; one alone says too little
_PERHAPS = "{fix} Perhaps {code} is meant."


def perhaps(finding: Finding, book: Rulebook) -> Finding:
    """Return `finding`, which refuses a result, with the one code that begins so.

    `GD` may be GDS and `WT` be WTS; nothing is read so, as nobody said it was meant.
    """
    part = book.components.get(finding.subject or "")
    word = (finding.value or "").strip().upper()
    if part is None or len(word) < _FEWEST:
        return finding
    codes = [code for code in part.codes if code.startswith(word) and code != word]
    if len(codes) != 1:
        return finding
    return replace(finding, fix=_PERHAPS.format(fix=finding.fix, code=codes[0]).strip())
