"""Reads the largest and the worst files under limits the system enforces.

Run as a script; prints the processor time of each case as JSON. A case that takes
more than two seconds, or more than 256 MB beyond the start, ends the process.
"""

import json
import signal
import sys
import time
from typing import Final

from keystage import ctf
from keystage.core.errors import Refused
from keystage.xmlguard import Limits
from tests.generative.fuzz.worker import SECONDS, bound_memory
from tests.integration.badinput.catalogue.subjects import OWN

WORST: Final = (
    "B007", "B008", "B009", "B022", "B023", "B024", "B025", "B026", "B027", "B028",
    "B029", "B030", "B055", "B083", "B086", "B087", "B148", "B182", "B183",
)  # fmt: skip


def main() -> None:
    """Read each of the worst; print what came of it and the seconds it took."""
    made = {number: OWN[number]() for number in WORST}
    bound_memory()
    told: dict[str, tuple[str, float]] = {}
    for number, data in made.items():
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        began = time.process_time()
        try:
            file = ctf.read(data, limits=Limits.service())
            verdict = f"{len(file.pupils)} pupils"
        except Refused as refused:
            verdict = refused.code
        told[number] = (verdict, time.process_time() - began)
        signal.setitimer(signal.ITIMER_PROF, 0)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
