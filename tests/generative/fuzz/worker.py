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
from pathlib import Path
from typing import Any, Final

from keystage import ctf
from keystage.core.errors import Refused
from keystage.xmlguard import Limits
from tests.generative.fuzz.mutate import Mutator

SECONDS: Final = 2.0
MEGABYTES: Final = 256
_ODD: Final = 7  # the mutants a sabotaged reader stumbles on: each seventh

type Reader = Callable[[bytes], object]


def plain(data: bytes) -> object:
    """Read as the service would, keeping every pupil."""
    return ctf.read(data, limits=Limits.service())


def _stumbles(data: bytes) -> object:
    if len(data) % _ODD == 0:
        raise ValueError("a fault planted on purpose")
    return plain(data)


def _hangs(data: bytes) -> object:
    while len(data) % _ODD == 0:
        pass
    return plain(data)


def _swells(data: bytes) -> object:
    if len(data) % _ODD == 0:
        return bytearray((MEGABYTES + 64) * 1_048_576)
    return plain(data)


def _keeps_silent(data: bytes) -> object:
    return None


READERS: Final[dict[str, Reader]] = {
    "plain": plain,
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
        file = read(data)
    except Refused as refused:
        whole = refused.code and refused.message and refused.fix
        return refused.code if whole else f"!refused without words: {refused!r}"
    except BaseException as error:  # noqa: BLE001 - anything at all is a finding
        return f"!{type(error).__name__}: {error}"[:200]
    return "read" if isinstance(file, ctf.CtfFile) else f"!gave {type(file).__name__}"


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
