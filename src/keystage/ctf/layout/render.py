"""Records as text: one pupil, one header, indented by two spaces.

Everything here is a straight line from record to text: no element is written
that says nothing, and a text that repeats (a result, a school) is made once.
"""

import re
from collections.abc import Callable, Iterable

from keystage.core.errors import WriteError
from keystage.core.records import Assessment, Element, Header, Kind, Pupil, School
from keystage.ctf.layout import order, versions
from keystage.xmlguard import escape

DOCUMENT_NAME = "Common Transfer File"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DEEPEST = 24  # levels inside a pupil; the deepest known section needs 6
_REMEMBERED = 20_000  # distinct results kept ready; a whole year of an LA has 250
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_AFTER_RESULTS = frozenset({"SchoolHistory", order.SUPPLIERS_OWN})


def text_of(value: str, what: str) -> str:
    """Return `value` trimmed and escaped.

    Raises `WriteError` naming `what` where it holds a character no XML file can.
    """
    trimmed = value.strip(order.BLANKS)
    return trimmed if trimmed.isalnum() else _escaped(trimmed, what)


def _escaped(value: str, what: str) -> str:
    try:
        return escape(value)
    except ValueError:
        raise WriteError(
            f"{what} holds a character that no XML file can hold. Remove it and "
            "write the file again."
        ) from None


def leaf(name: str, value: str, indent: str) -> str:
    """Return one line with the element `name`, or '' where `value` is blank."""
    text = text_of(value, name)
    return f"{indent}<{name}>{text}</{name}>\n" if text else ""


def element(part: Element, indent: str) -> str:
    """Return `part` with all it holds; its own texts are kept to the space.

    Raises `WriteError` for a name no element can have, text beside children, and
    nesting too deep to be read again.
    """
    lines: list[str] = []
    _add(part, indent, lines.append)
    return "".join(lines)


def _add(part: Element, indent: str, add: Callable[[str], object]) -> None:
    name = part.name
    if not _NAME.fullmatch(name):
        raise WriteError(f"{name!r} cannot be the name of an element.")
    if len(indent) > 2 * _DEEPEST:
        raise WriteError(f"{name} is nested too deeply to be read again.")
    if not part.children:
        add(f"{indent}<{name}>{_escaped(part.text, name)}</{name}>\n")
        return
    if part.text.strip():
        raise WriteError(f"{name} holds text beside elements, which nobody reads.")
    add(f"{indent}<{name}>\n")
    for child in part.children:
        _add(child, indent + "  ", add)
    add(f"{indent}</{name}>\n")


def header(head: Header, version: int) -> str:
    """Return the `Header` element in the form of `version`."""
    inner = "    "
    return (
        "  <Header>\n"
        + leaf("DocumentName", head.document_name or DOCUMENT_NAME, inner)
        + leaf("CTFversion", f"{version}.0", inner)
        + leaf("DateTime", head.date_time, inner)
        + leaf("DocumentQualifier", head.qualifier, inner)
        + leaf("DataQualifier", head.data_qualifier, inner)
        + leaf("DataDescriptor", head.descriptor, inner)
        + leaf("SupplierID", head.supplier, inner)
        + _school("SourceSchool", head.source)
        + _school("DestSchool", head.destination)
        + "".join(element(part, inner) for part in order.arranged("Header", head.extra))
        + "  </Header>\n"
    )


def _school(name: str, school: School) -> str:
    inner = "      "
    body = (
        leaf("LEA", school.la, inner)
        + leaf("Estab", school.estab, inner)
        + leaf("URN", school.urn, inner)
        + leaf("SchoolName", school.name, inner)
        + leaf("AcademicYear", school.academic_year, inner)
    )
    return f"    <{name}>\n{body}    </{name}>\n" if body else ""


class PupilRenderer:
    """Writes pupils in the form of one version, remembering repeated results."""

    def __init__(self, version: int) -> None:
        self._sex = "Sex" if version >= versions.FIRST_WITH_SEX else "Gender"
        self._results: dict[tuple[Kind, str, str], str] = {}

    def pupil(self, pupil: Pupil) -> str:
        """Return the `Pupil` element, in order. `WriteError` as in `element`."""
        inner = "      "
        identity = (
            leaf("UPN", pupil.upn, inner)
            + leaf("UniqueLearnerNumber", pupil.uln, inner)
            + leaf("UCI", pupil.uci, inner)
            + leaf("Surname", pupil.surname, inner)
            + leaf("Forename", pupil.forename, inner)
            + leaf("DOB", pupil.dob, inner)
            + leaf(self._sex, pupil.sex, inner)
        )
        results = self._stages(pupil.assessments)
        if not pupil.sections:
            return f"    <Pupil>\n{identity}{results}    </Pupil>\n"
        before: list[str] = []
        after: list[str] = []
        for part in order.arranged("Pupil", pupil.sections):
            late = part.name in _AFTER_RESULTS or not order.is_known("Pupil", part.name)
            (after if late else before).append(element(part, inner))
        sections, rest = "".join(before), "".join(after)
        return f"    <Pupil>\n{identity}{sections}{results}{rest}    </Pupil>\n"

    def _stages(self, assessments: Iterable[Assessment]) -> str:
        remembered = self._results
        stages: dict[str, list[str]] = {}
        for assessment in assessments:
            key = (assessment.kind, assessment.result, assessment.date)
            text = remembered.get(key) or self._remember(key)
            stage = assessment.kind[0]
            if stage in stages:
                stages[stage].append(text)
            else:
                stages[stage] = [leaf("Stage", stage, "          "), text]
        if not stages:
            return ""
        blocks = "        </KeyStage>\n        <KeyStage>\n".join(
            map("".join, stages.values())
        )
        return (
            "      <StageAssessments>\n        <KeyStage>\n"
            f"{blocks}"
            "        </KeyStage>\n      </StageAssessments>\n"
        )

    def _remember(self, key: tuple[Kind, str, str]) -> str:
        kind, result, date = key
        inner = "            "
        text = (
            "          <StageAssessment>\n"
            + "".join(
                map(leaf, order.KIND_NAMES, kind[1:], [inner] * len(order.KIND_NAMES))
            )
            + f"{inner}<Result>{text_of(result, 'Result')}</Result>\n"
            + leaf("ResultDate", date, inner)
            + "          </StageAssessment>\n"
        )
        if len(self._results) >= _REMEMBERED:
            self._results.clear()
        self._results[key] = text
        return text
