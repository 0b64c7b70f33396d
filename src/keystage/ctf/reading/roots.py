"""Files that are XML and something else than a Common Transfer File."""

from typing import Final

from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.ctf import messages
from keystage.ctf.reading.notes import shown

_ADMISSIONS = "an admissions file (ATF), which carries no results"
_MISSING = "a file about children missing education (CME), which carries no results"
_BY_ROOT: Final = {
    "ATfile": _ADMISSIONS,
    "CMEfile": _MISSING,
    "CMJfile": _MISSING,
    "CMLfile": _MISSING,
    "Message": "a census or another return made for the Department",
    "html": "a web page",
    "Workbook": "a spreadsheet saved as XML",
    "schema": "a description of a format (a schema), not a file in it",
    "CTFpupilData": "a part of a Common Transfer File without the rest",
    "Header": "a part of a Common Transfer File without the rest",
    "Pupil": "a part of a Common Transfer File without the rest",
}
_OTHERWISE_WRITTEN = "a Common Transfer File whose first element is written otherwise"
_UNKNOWN = "a file of another program"


def other_root(name: str, line: int) -> Refused:
    """Return the refusal of a file whose first element is `name`."""
    looks_like = _BY_ROOT.get(name) or (
        _OTHERWISE_WRITTEN if name.casefold() == "ctfile" else _UNKNOWN
    )
    place = Place(line=line, path=f"/{shown(name)}")
    return messages.refusal("root", place, name=shown(name), what=looks_like)


def refuse_sisters(document: str, line: int) -> None:
    """Raise `Refused` where `document` is what a sister format calls itself."""
    folded = document.casefold()
    if "admission" in folded:
        looks_like = _ADMISSIONS
    elif "missing education" in folded:
        looks_like = _MISSING
    else:
        return
    place = Place(line=line, path="/CTfile/Header/DocumentName")
    raise messages.refusal("document", place, name=shown(document), what=looks_like)
