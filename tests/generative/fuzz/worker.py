"""Reads mutants in a process of its own, under limits the system enforces.

Run as a script by `campaign`. Before each mutant its number is left in a shared
file, so that the parent knows which one a killed worker was at. Two seconds of
processor time on one mutant end the process (SIGPROF's own effect: no Python has
to run for it); memory is bounded at what the worker began with and 256 MB.
"""

import json
import mmap
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from keystage import ctf
from keystage.core.errors import Refused
from keystage.core.records import CtfFile
from keystage.intake import Options, check_bytes
from keystage.xmlguard import Limits
from tests.generative.fuzz.mutate import Mutator
from tests.integration.quirks.oracle import disagreement

SECONDS: Final = 2.0
MEGABYTES: Final = 256
_DOUBTFUL: Final = {"XML-MIXED", "CTF-REPEATED", "XML-ENCODING-READ-AS-1252"}
_ODD: Final = 7  # the mutants a sabotaged reader stumbles on: each seventh
_OPTIONS: Final = Options(
    authority="999",
    now=datetime(2026, 6, 25, 9, 0, tzinfo=UTC),
    limits=Limits.service(),
)

# Bytes in; 'read' or another good end, or '!' and what is wrong with the answer.
type Reader = Callable[[bytes], str]


def plain(data: bytes) -> str:
    """Read as the service would, keeping every pupil."""
    return _told(ctf.read(data, limits=Limits.service()))


def streamed(data: bytes) -> str:
    """Read a pupil at a time; the header must be there when the last has come."""
    stream = ctf.stream(data, limits=Limits.service())
    last = 0
    for pupil in stream:
        last = pupil.position
    return "read" if last >= 0 and stream.dialect.encoding else "!incomplete"


def pipeline(data: bytes) -> str:
    """Take a file through every check; a check that crashed says so in a finding."""
    report = check_bytes("9991001_CTF_999LLLL_001.xml", data, _OPTIONS)
    rules = {finding.rule for finding in report.findings}
    return "!a check crashed" if "INTERNAL" in rules else report.refused or "read"


def compared(data: bytes) -> str:
    """Read, and hold every value against a second, independent reading.

    Left alone is what the two must differ in: texts a finding says were doubtful,
    and bytes that are no UTF-8.
    """
    file = ctf.read(data, limits=Limits.service())
    if _DOUBTFUL & {finding.rule for finding in file.findings}:
        return "doubtful"
    try:
        differs = disagreement(file, data)
    except (ParseError, UnicodeError):
        return "read by one"
    return f"!another {differs}" if differs else "read"


def _told(file: object) -> str:
    return "read" if isinstance(file, CtfFile) else f"!gave {type(file).__name__}"


def _stumbles(data: bytes) -> str:
    if len(data) % _ODD == 0:
        raise ValueError("a fault planted on purpose")
    return plain(data)


def _hangs(data: bytes) -> str:
    while len(data) % _ODD == 0:
        pass
    return plain(data)


def _swells(data: bytes) -> str:
    if len(data) % _ODD == 0:
        return _told(bytearray((MEGABYTES + 64) * 1_048_576))
    return plain(data)


def _keeps_silent(data: bytes) -> str:
    return _told(None) if len(data) % _ODD == 0 else plain(data)


def _cuts(data: bytes) -> str:
    file = ctf.read(data, limits=Limits.service())
    for pupil in file.pupils:
        pupil.surname = pupil.surname[:4]
    differs = disagreement(file, data)
    return f"!another {differs}" if differs else "read"


READERS: Final[dict[str, Reader]] = {
    "plain": plain,
    "streamed": streamed,
    "pipeline": pipeline,
    "compared": compared,
    "cuts": _cuts,
    "stumbles": _stumbles,
    "hangs": _hangs,
    "swells": _swells,
    "keeps_silent": _keeps_silent,
}


def bound_memory() -> None:
    """Let this process grow by no more than the allowance from here on."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEGABYTES * 1_048_576
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def judged(read: Reader, data: bytes) -> str:
    """Return 'read', the code of a refusal, or '!' and what went wrong."""
    try:
        return read(data)
    except Refused as refused:
        whole = refused.code and refused.message and refused.fix
        return refused.code if whole else f"!refused without words: {refused!r}"
    except BaseException as error:  # noqa: BLE001 - anything at all is a finding
        return f"!{type(error).__name__}: {error}"[:200]


def work(read: Reader, seed: int, numbers: range, at: mmap.mmap) -> dict[str, Any]:
    """Read mutants and return what came of them; stop at the first wrong one."""
    mutator = Mutator(seed)
    bound_memory()
    told: Counter[str] = Counter()
    slowest = 0.0
    for number in numbers:
        data = mutator.mutant(number)
        at[:8] = number.to_bytes(8)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        began = time.process_time()
        verdict = judged(read, data)
        slowest = max(slowest, time.process_time() - began)
        signal.setitimer(signal.ITIMER_PROF, 0)
        told[verdict] += 1
        if verdict.startswith("!"):
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"told": told, "slowest": slowest, "peak_mb": peak}


def main(words: list[str]) -> None:
    """Work through `reader seed start stop step progress-file`; print what came."""
    reader, seed, start, stop, step, progress = words
    numbers = range(int(start), int(stop), int(step))
    with Path(progress).open("r+b") as file, mmap.mmap(file.fileno(), 8) as at:
        result = work(READERS[reader], int(seed), numbers, at)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:])
