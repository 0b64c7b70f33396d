"""A kit for suppliers of school systems, and what their files make of it.

`kit_files` writes the kit: children and results, the awkward ones among them. A supplier
enters them, exports, and `score` says of every child and result whether it came through.
"""

from keystage.synth.conformance.kit import GUIDE, KIT, guide, kit_files, lines, read
from keystage.synth.conformance.made import RETURNED, make
from keystage.synth.conformance.model import Child, Export, Kit, Wanted
from keystage.synth.conformance.outcome import Outcome
from keystage.synth.conformance.scoring import score

__all__ = [
    "GUIDE",
    "KIT",
    "RETURNED",
    "Child",
    "Export",
    "Kit",
    "Outcome",
    "Wanted",
    "guide",
    "kit_files",
    "lines",
    "make",
    "read",
    "score",
]
