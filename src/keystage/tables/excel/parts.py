"""The parts of an .xlsx that say what the others mean."""

from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from keystage.tables.excel.escapes import unescaped
from keystage.tables.numbers import is_date_format
from keystage.tables.package import Package
from keystage.tables.walk import Attributes, Visitor, walk


@dataclass(slots=True)
class Relations(Visitor):
    """What other parts a part speaks of: id to kind and path."""

    part: str
    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take one relation; what lies outside the file is not followed."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            path = normpath(join("/", dirname(self.part), target)).lstrip("/")
            self.found[attributes.get("Id", "")] = (kind, path)

    def first(self, kind: str) -> str | None:
        """Return the path of the first relation of a kind, or None."""
        return next((path for of, path in self.found.values() if of == kind), None)

    @property
    def beside(self) -> str:
        """Where the relations of the part are kept."""
        folder, _, name = self.part.rpartition("/")
        return f"{folder}/_rels/{name}.rels".lstrip("/")


@dataclass(slots=True)
class Contents(Visitor):
    """The workbook part: its sheets (name, state, relation), its calendar."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a sheet or the calendar."""
        if name == "sheet":
            state = attributes.get("state", "visible")
            relation = attributes.get("relationships:id", "")
            self.sheets.append((attributes.get("name", ""), state, relation))
        elif name == "workbookPr":
            self.from_1904 = is_true(attributes.get("date1904"))


@dataclass(slots=True)
class Styles(Visitor):
    """The styles part: which cell styles show dates."""

    dates: list[bool] = field(default_factory=list)
    _patterns: dict[int, str] = field(default_factory=dict)
    _inside: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a number format or a cell style."""
        number = whole(attributes.get("numFmtId"))
        if name == "numFmt":
            self._patterns[number] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.dates.append(is_date_format(number, self._patterns))

    def end(self, name: str) -> None:
        """Note the end of the cell styles."""
        if name == "cellXfs":
            self._inside = False

    def shows_date(self, style: str | None) -> bool:
        """Whether the cell style of that number shows a date."""
        number = whole(style)
        return number < len(self.dates) and self.dates[number]


@dataclass(slots=True)
class Strings(Visitor):
    """The shared strings, each made of one run or several; how to say it aloud left out."""

    found: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _aloud: int = 0
    _text: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Note where a string or a run begins."""
        if name == "rPh":
            self._aloud += 1
        self._text = name == "t" and not self._aloud

    def text(self, text: str) -> None:
        """Take a piece of a string."""
        if self._text:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """Note where a string ends."""
        self._text = False
        if name == "rPh":
            self._aloud -= 1
        elif name == "si":
            self.found.append(unescaped("".join(self._pieces)))
            self._pieces.clear()


def whole(text: str | None) -> int:
    """Return the whole number an attribute holds; 0 where there is none."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - ten digits count nothing in a workbook
    return int(text) if text is not None and plain else 0


def is_true(text: str | None) -> bool:
    """Whether an attribute says yes, in either of the two ways there are."""
    return text in {"1", "true"}


def tell(package: Package, part: str, visitor: Visitor) -> None:
    """Tell `visitor` what stands in a part; raises `Refused` as `walk` does."""
    walk(part, package.read(part), visitor, package.limits)


def relations_of(package: Package, part: str) -> Relations:
    """Return what a part leads to; nothing where it says nothing of it."""
    relations = Relations(part)
    if relations.beside in package:
        tell(package, relations.beside, relations)
    return relations
