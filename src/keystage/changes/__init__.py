"""What differs between two files of results, by pupil, in words; and what mends one.

    found = difference(ctf.read(sent), ctf.read(sent_again), reads)
    for line in lines(found):
        print(line)

`reads` says what a result means, by the rulebook of its collection and year
(`keystage.intake` knows those); without it texts are compared as they stand.
`mend` makes the repairs findings offer, `merge` lays files of one school together.
"""

from keystage.changes.compare import difference
from keystage.changes.document import schema, to_dict
from keystage.changes.mending import Made, Mended, mend
from keystage.changes.merging import Merged, merge
from keystage.changes.model import (
    Change,
    Difference,
    Match,
    Meaning,
    PupilChange,
    Reads,
    as_written,
)
from keystage.changes.repaired import sentences
from keystage.changes.words import lines

__all__ = [
    "Change",
    "Difference",
    "Made",
    "Match",
    "Meaning",
    "Mended",
    "Merged",
    "PupilChange",
    "Reads",
    "as_written",
    "difference",
    "lines",
    "mend",
    "merge",
    "schema",
    "sentences",
    "to_dict",
]
