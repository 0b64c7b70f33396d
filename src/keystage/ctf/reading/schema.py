"""The shape of a Common Transfer File, as a reader walks it.

Each element a reader knows is a `Node`. Its `index` is both its rank among its
siblings and its place in the list of values that its parent's block collects;
`mark` is the place there for the line it stood on, 0 where nobody asks for it.
"""

from dataclasses import dataclass, field
from enum import IntEnum, auto
from typing import Final

from keystage.core.records import HEADER_FIELDS, SCHOOL_FIELDS
from keystage.ctf.layout import order


class Role(IntEnum):
    """What a reader does with an element."""

    LEAF = 0
    TAINTED = auto()  # a leaf found to hold more than text
    INNER = auto()  # an element inside such a leaf
    PART = auto()  # kept as it is, with all it holds
    DOCUMENT = auto()
    ROOT = auto()
    HEADER = auto()
    SOURCE = auto()
    DESTINATION = auto()
    PUPILS = auto()
    PUPIL = auto()
    STAGES = auto()
    KEY_STAGE = auto()
    ASSESSMENT = auto()


@dataclass(slots=True, eq=False)
class Node:
    """An element a reader knows, those it knows inside it, and an empty block."""

    name: str
    role: Role
    index: int = 0
    mark: int = 0
    leaf: bool = False
    repeats: bool = False
    children: dict[str, "Node"] = field(default_factory=dict)
    blank: list[None] = field(default_factory=list)


WHITE: Final = " \t\r\n"  # what XML calls white space; a no-break space is text
IDENTITY_ORDER: Final = ("upn", "uln", "uci", "surname", "forename", "dob", "sex")
IDENTITY_NAMES: Final = (
    "UPN",
    "UniqueLearnerNumber",
    "UCI",
    "Surname",
    "Forename",
    "DOB",
    "Sex",
)
OLD_SEX_NAME: Final = "Gender"
SEX_INDEX: Final = IDENTITY_ORDER.index("sex")
_LATE_SECTIONS = ("SchoolHistory", order.SUPPLIERS_OWN)  # they follow the results


def _leaves(names: tuple[str, ...], *, first: int = 0, marks: int) -> dict[str, Node]:
    """Return leaves ranked from `first`, the line of each `marks` places on."""
    return {
        name: Node(name, Role.LEAF, index, index + marks if marks else 0, leaf=True)
        for index, name in enumerate(names, first)
    }


def _ranked(node: Node, index: int, *, repeats: bool = False) -> Node:
    node.index, node.repeats = index, repeats
    return node


def _block(name: str, role: Role, children: dict[str, Node]) -> Node:
    places = [max(child.index, child.mark) for child in children.values()]
    return Node(name, role, children=children, blank=[None] * (max(places) + 1))


def _school(name: str, role: Role, index: int, mark: int) -> Node:
    node = _block(name, role, _leaves(SCHOOL_FIELD_NAMES, marks=SCHOOL_MARKS))
    node.index, node.mark = index, mark
    return node


SCHOOL_FIELD_NAMES: Final = ("LEA", "Estab", "URN", "SchoolName", "AcademicYear")
SCHOOL_MARKS: Final = len(SCHOOL_FIELDS)

# The block of a header: seven leaves, two schools and the supplier's own, then
# the lines of the leaves and of the schools.
_HEADER_NAMES = (
    "DocumentName",
    "CTFversion",
    "DateTime",
    "DocumentQualifier",
    "DataQualifier",
    "DataDescriptor",
    "SupplierID",
)
_FIRST_SCHOOL = len(HEADER_FIELDS)
HEADER_MARKS: Final = _FIRST_SCHOOL + 3
_HEADER = _block(
    "Header",
    Role.HEADER,
    {
        **_leaves(_HEADER_NAMES, marks=HEADER_MARKS),
        "SourceSchool": _school(
            "SourceSchool", Role.SOURCE, _FIRST_SCHOOL, HEADER_MARKS + _FIRST_SCHOOL
        ),
        "DestSchool": _school(
            "DestSchool",
            Role.DESTINATION,
            _FIRST_SCHOOL + 1,
            HEADER_MARKS + _FIRST_SCHOOL + 1,
        ),
        order.SUPPLIERS_OWN: Node(order.SUPPLIERS_OWN, Role.PART, _FIRST_SCHOOL + 2),
    },
)

# The block of a result: its stage comes first, from the block around it.
RESULT: Final = len(order.KIND_NAMES) + 1
RESULT_DATE: Final = RESULT + 1
RESULT_MARK: Final = RESULT + 2
_ASSESSMENT_LEAVES = _leaves(
    (*order.KIND_NAMES, "Result", "ResultDate"), first=1, marks=0
)
_ASSESSMENT_LEAVES["Result"].mark = RESULT_MARK
_ASSESSMENT = _ranked(
    _block("StageAssessment", Role.ASSESSMENT, _ASSESSMENT_LEAVES), 1, repeats=True
)
_KEY_STAGE = _ranked(
    _block(
        "KeyStage",
        Role.KEY_STAGE,
        {**_leaves(("Stage",), marks=0), "StageAssessment": _ASSESSMENT},
    ),
    0,
    repeats=True,
)


def _pupil() -> Node:
    names = order.ORDER["Pupil"]
    early = [name for name in names if name not in _LATE_SECTIONS]
    ranked = [*early, "StageAssessments", *_LATE_SECTIONS]
    marks = len(IDENTITY_ORDER) + len(ranked)
    children = _leaves(IDENTITY_NAMES, marks=marks)
    old = Node(OLD_SEX_NAME, Role.LEAF, SEX_INDEX, SEX_INDEX + marks + 1, leaf=True)
    children[OLD_SEX_NAME] = old
    for index, name in enumerate(ranked, len(IDENTITY_ORDER)):
        children[name] = Node(name, Role.PART, index)
    stages = _block("StageAssessments", Role.STAGES, {"KeyStage": _KEY_STAGE})
    children[stages.name] = _ranked(stages, children[stages.name].index)
    return _ranked(_block("Pupil", Role.PUPIL, children), 0, repeats=True)


_PUPIL = _pupil()
PUPIL_MARKS: Final = _PUPIL.children["UPN"].mark
SEX_MARK: Final = _PUPIL.children["Sex"].mark
OLD_SEX_MARK: Final = _PUPIL.children[OLD_SEX_NAME].mark

_PUPILS = _ranked(_block("CTFpupilData", Role.PUPILS, {"Pupil": _PUPIL}), 1)
OTHER_PUPILS_NAME: Final = "Pupils"  # what one writer calls it
_ROOT = _block(
    "CTfile",
    Role.ROOT,
    {"Header": _HEADER, "CTFpupilData": _PUPILS, OTHER_PUPILS_NAME: _PUPILS},
)
DOCUMENT: Final = _block("", Role.DOCUMENT, {"CTfile": _ROOT})
PART: Final = Node("", Role.PART)
INNER: Final = Node("", Role.INNER)
TAINTED: Final = Node("", Role.TAINTED)
