"""What a bad file must come to, as the trust notes and the design ask for it."""

from dataclasses import dataclass, field
from typing import Literal

type Outcome = Literal["refuse", "errors", "warn", "accept"]


@dataclass(frozen=True, slots=True)
class Demand:
    """One numbered case: the outcome, the rule that must say so, and what must hold.

    `rules` are the ids any one of which answers the demand. `says` are words the
    message and its repair must hold between them. `first` are values of the first
    pupil as read, `result` the first result as read. `line` is the line the message
    must point to in our own file. `besides` are rules that may speak of the same
    file without spoiling the verdict. `name` is what the file is called, `args` what
    the checker is told besides the usual. `why` is there where the design overrules
    the catalogue.
    """

    id: str
    outcome: Outcome
    rules: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    first: dict[str, str] = field(default_factory=dict)
    result: str | None = None
    line: int | None = None
    besides: frozenset[str] = frozenset()
    name: str = "9991001_KS1_999LLLL_001.xml"
    args: dict[str, object] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """A case that is shown to hold by a later part of the product, and which."""

    id: str
    part: str
    what: str


LATER = (
    Later("B088", "service", "a stalled upload is timed out on the header"),
    Later("B089", "service", "the limit counts bytes read, not Content-Length"),
    Later("B145", "service", "a second file: the school chooses add or replace"),
    Later("B272", "service", "an upload without a file name is refused"),
    Later("B278", "service", "the same file twice is answered with its receipt"),
    Later("B279", "service", "same name, other content: two files, two receipts"),
    Later("B280", "service", "the type is decided by content, not by Content-Type"),
    Later("B281", "service", "two files where one is asked for are refused"),
    Later("B282", "service", "a flood of parts is answered quickly"),
    Later("B283", "service", "a truncated body leaves no temporary file"),
    Later("B284", "service", "a file a scanner stops is refused; without it, held"),
    Later("B285", "service", "uploads to a round that is not open are refused"),
    Later("B286", "service", "200 files in an hour are too many"),
)
ALSO_LATER = (
    Later("B014", "service", "downloads carry nosniff and attachment"),
    Later("B082", "service", "downloads carry nosniff and attachment"),
    Later("B018", "service", "the name is escaped on every page"),
    Later("B161", "service", "NFC and NFD spellings match when searched for"),
    Later("B180", "service", "log, mail, page and PDF show the name isolated"),
)
