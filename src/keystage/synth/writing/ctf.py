"""A return as a Common Transfer File, printed as some product would.

Written apart from `keystage.ctf.write`, which is to be tried with what comes of this.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from keystage.synth.model import Collection
from keystage.synth.returns import Dialect, Return, Row, dialects, words_of
from keystage.synth.returns.dialects import versions
from keystage.synth.returns.model import Result
from keystage.synth.writing.printing import Printer

_SEX_FROM = 24  # the version from which the element is called Sex
_NAMES = frozenset({"Surname", "Forename", "FormerSurname"})
_CORE = ("UPN", "Surname", "Forename", "DOB", "Sex")
_BASIC = ("FormerUPN", "FormerSurname", "NCyearActual")
_PARTS = {  # where in a result the text of an element stands
    "Locale": "locale",
    "Year": "year",
    "Subject": "subject",
    "Method": "method",
    "Component": "component",
    "ResultStatus": "status",
    "ResultQualifier": "qualifier",
    "Result": "value",
    "ResultDate": "date",
}
_BEGAN = "-09-01"


def ctf_bytes(return_: Return) -> bytes:
    """Return the file's bytes, in the words and with the quirks of its dialect."""
    dialect = dialects()[return_.dialect]
    text = "".join(_file(return_, dialect))
    return bytes.fromhex(dialect.bom) + text.encode(dialect.codec, "xmlcharrefreplace")


def file_name(return_: Return) -> str:
    """Return the file's name: its own, or the one that the product makes of the header."""
    if return_.name:
        return return_.name
    told, dialect = return_.header, dialects()[return_.dialect]
    tag = dialect.tag or words_of(return_.collection).tag
    source = told["SourceSchool/LEA"] + told["SourceSchool/Estab"]
    if not told["SourceSchool/Estab"]:
        source = told["SourceSchool/URN"]
    to = told["DestSchool/LEA"] + told["DestSchool/Estab"]
    return f"{source}_{tag}_{to}_{return_.number:03}.xml"


def _file(return_: Return, dialect: Dialect) -> Iterator[str]:
    lines = Printer(dialect.lines, dialect.prefix, dialect.empties)
    opening = dialect.opening
    yield opening + "\n" if opening else ""
    yield lines.opens("CTfile", 0, versions(dialect.root, return_.summer))
    yield from _header(lines, return_.header)
    yield lines.opens(dialect.pupils, 1)
    results = _Results(lines, dialect.assessment)
    for row in return_.rows:
        yield lines.opens("Pupil", 2)
        yield from _person(lines, row, return_)
        yield from results.all(row.results)
        yield lines.closes("Pupil", 2)
    yield lines.closes(dialect.pupils, 1)
    yield lines.closes("CTfile", 0)


def _sex_element(version: str) -> str:
    number = version.partition(".")[0]
    old = number.isascii() and number.isdigit() and int(number) < _SEX_FROM
    return "Gender" if old else "Sex"


def _header(lines: Printer, header: Mapping[str, str]) -> Iterator[str]:
    yield lines.opens("Header", 1)
    plain = {name: text for name, text in header.items() if "/" not in name}
    yield lines.leaves(plain, 2)
    for place in ("SourceSchool", "DestSchool"):
        start = place + "/"
        inside = {
            name.removeprefix(start): text
            for name, text in header.items()
            if name.startswith(start)
        }
        yield lines.block(place, inside, 2)
    yield lines.closes("Header", 1)


def _person(lines: Printer, row: Row, return_: Return) -> Iterator[str]:
    fields, dialect = row.fields, dialects()[return_.dialect]
    if dialect.capitals:
        fields = {k: v.upper() if k in _NAMES else v for k, v in fields.items()}
    core = {name: fields.get(name, "") for name in _CORE}
    core[_sex_element(return_.header["CTFversion"])] = core.pop("Sex")
    basic: dict[str, str] = {}
    if dialect.inside:
        basic = {name: core.pop(name) for name in list(core) if name != "UPN"}
    if dialect.details:
        basic |= {name: fields.get(name, "") for name in _BASIC}
    yield lines.leaves(core, 3)
    yield lines.block("BasicDetails", basic, 3)
    if dialect.needs:
        yield _needs(lines, fields.get("SENprovision", ""), return_.summer)
    if return_.collection is Collection.EYFSP:
        yield lines.block("Address", {"PostCode": fields.get("PostCode", "")}, 3)


def _needs(lines: Printer, provision: str, summer: int) -> str:
    if not provision:
        return ""
    told = {"StartDate": f"{summer - 1}{_BEGAN}", "SENprovision": provision}
    inside = lines.block("SEN", told, 4)
    return lines.opens("SENhistory", 3) + inside + lines.closes("SENhistory", 3)


class _Results:
    """Prints results; most of a file's are written alike, so each way is kept."""

    def __init__(self, lines: Printer, order: Sequence[str]) -> None:
        self._lines, self._order = lines, order
        self._told = attrgetter(*(_PARTS[name] for name in order))
        self._kept: dict[tuple[str, ...], str] = {}

    def all(self, results: Sequence[Result]) -> Iterator[str]:
        """Yield what stands for a pupil's results, by stage; nothing for none."""
        if not results:
            return
        lines = self._lines
        yield lines.opens("StageAssessments", 3)
        for stage in dict.fromkeys(one.stage for one in results):
            yield lines.opens("KeyStage", 4)
            yield lines.leaf("Stage", stage, 5)
            yield from (self._one(one) for one in results if one.stage == stage)
            yield lines.closes("KeyStage", 4)
        yield lines.closes("StageAssessments", 3)

    def _one(self, result: Result) -> str:
        texts = self._told(result)
        found = self._kept.get(texts)
        if found is None:
            told = dict(zip(self._order, texts, strict=True))
            found = self._lines.block("StageAssessment", told, 5)
            self._kept[texts] = found
        return found
