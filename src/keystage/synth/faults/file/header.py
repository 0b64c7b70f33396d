"""What the header of a file says wrongly, or does not say."""

from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns import dialects

_TO_AUTHORITY = (Collection.EYFSP, Collection.PHONICS, Collection.KS1)
_EARLY = (*_TO_AUTHORITY, Collection.KS2)


def _says(spot: Spot, element: str, text: str, field: str) -> Facts:
    """Put `text` into an element of the header, and say that the finding is about it."""
    spot.return_.header[element] = text
    return [spot.fact(None, field, text)]


def _to_neighbour(spot: Spot) -> Facts:
    other = spot.authority.neighbour
    spot.return_.header["DestSchool/Estab"] = "LLLL"
    spot.return_.header["DestSchool/LEA"] = other
    return [spot.fact(None, "destination.la", f"{other}LLLL")]


@RECIPES.file("H02")
def another_document(spot: Spot) -> Facts:
    """Call the document something else than a Common Transfer File."""
    return _says(spot, "DocumentName", "Pupil results", "document_name")


@RECIPES.file("H03")
def coming_version(spot: Spot) -> Facts | None:
    """Give a version of the format that is years ahead."""
    if dialects()[spot.return_.dialect].tells:
        return None  # odd in itself, and not in the same way then
    return _says(spot, "CTFversion", "31.0", "version")


@RECIPES.file("H05", collections=_TO_AUTHORITY, refuses=True)
def to_the_neighbour(spot: Spot) -> Facts:
    """Address the file to the neighbouring authority."""
    return _to_neighbour(spot)


@RECIPES.file("H05-repair", "H05", collections=_TO_AUTHORITY)
def to_the_agency(spot: Spot) -> Facts:
    """Address the file to the national agency, not to the authority."""
    spot.return_.header["DestSchool/LEA"] = "NAA"
    spot.return_.header["DestSchool/Estab"] = "LLLL"
    return [spot.fact(None, "destination.la", "NAALLLL")]


@RECIPES.file("H06", collections=(Collection.KS2,), refuses=True)
def stage_two_to_the_neighbour(spot: Spot) -> Facts:
    """Address key stage 2 results to the neighbouring authority."""
    return _to_neighbour(spot)


@RECIPES.file("H06-repair", "H06", collections=(Collection.KS2,))
def stage_two_to_the_authority(spot: Spot) -> Facts:
    """Address key stage 2 results to the authority, not to the agency."""
    spot.return_.header["DestSchool/LEA"] = spot.authority.la
    spot.return_.header["DestSchool/Estab"] = "LLLL"
    return [spot.fact(None, "destination.la", f"{spot.authority.la}LLLL")]


@RECIPES.file("H07")
def made_in_the_future(spot: Spot) -> Facts:
    """Say that the file was made at a moment far ahead."""
    return _says(spot, "DateTime", "2099-06-20T10:00:00", "date_time")


@RECIPES.file("H07-early", "H07", collections=_EARLY)
def made_in_january(spot: Spot) -> Facts:
    """Say that the file was made in January, when nothing is final."""
    return _says(spot, "DateTime", f"{spot.return_.summer}-01-15T10:00:00", "date_time")


@RECIPES.file("H07-missing", "H07")
def made_at_no_time(spot: Spot) -> Facts:
    """Do not say when the file was made."""
    return _says(spot, "DateTime", "", "date_time")


@RECIPES.file("H07-supplier", "H07")
def made_by_nothing(spot: Spot) -> Facts:
    """Do not say which system made the file."""
    return _says(spot, "SupplierID", "", "supplier")


@RECIPES.file("H08R")
def school_year_long_over(spot: Spot) -> Facts:
    """Name a school year that is long over."""
    return _says(spot, "SourceSchool/AcademicYear", "2019", "source.academic_year")


@RECIPES.file("H08R-shape", "H08R")
def school_year_of_two_years(spot: Spot) -> Facts:
    """Give both years of the school year."""
    summer = spot.return_.summer
    text = f"{summer - 1}/{summer}"
    return _says(spot, "SourceSchool/AcademicYear", text, "source.academic_year")
