"""An .ods from its package."""

from keystage.tables.grid import Tally
from keystage.tables.messages import refusal
from keystage.tables.model import Workbook
from keystage.tables.opendocument.content import Content
from keystage.tables.package import Package
from keystage.tables.walk import Attributes, Visitor, walk

MIMETYPE = "mimetype"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"


def read_document(package: Package) -> Workbook:
    """Return the sheets of an .ods or its template.

    Raises `Refused` for a document of another kind, one locked with a password, and
    a damaged one.
    """
    if not package.read(MIMETYPE).startswith(_SPREADSHEET):
        raise refusal("kind", what="a document of another kind")
    if _MANIFEST in package:
        manifest = _Manifest()
        walk(_MANIFEST, package.read(_MANIFEST), manifest, package.limits)
        if manifest.locked:
            raise refusal("encrypted")
    content = Content(package.limits, Tally(package.limits))
    walk(_CONTENT, package.read(_CONTENT), content, package.limits)
    return Workbook("ods", tuple(content.sheets))


class _Manifest(Visitor):
    """Whether any part is encrypted."""

    def __init__(self) -> None:
        self.locked = False

    def start(self, name: str, attributes: Attributes) -> None:
        self.locked |= name == "encryption-data"
