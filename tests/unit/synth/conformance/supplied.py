"""A supplier's system: it exports a kit as some product would, right or with faults."""

from pathlib import Path

from keystage.intake import sources
from keystage.synth.conformance import RETURNED, Export, Kit, Outcome, make, score
from keystage.synth.model import Collection, Phase, School
from keystage.synth.returns import Result, Return, Row, dialects
from keystage.synth.returns.dialects import versions
from keystage.synth.writing import ctf_bytes

YEAR = 2025
KIT = make(7, (YEAR,), RETURNED, "999")


def exported(export: Export, product: str = "plain", kit: Kit = KIT) -> Return:
    """Return what a product exports of one file of a kit, all of it right."""
    dialect = dialects()[product]
    number = (kit.la, kit.estab, kit.urn, kit.estab)
    school = School(0, Phase.PRIMARY, *number, kit.school, "ZZ99 1ZZ", 30, 0, 0)
    header = {
        "DocumentName": "Common Transfer File",
        "CTFversion": versions(dialect.version, export.year),
        "DateTime": f"{export.year}-06-20T10:00:00{dialect.moment}",
        "DocumentQualifier": "partial",
        "DataDescriptor": "Partial CTF" if dialect.descriptor else "",
        "SupplierID": dialect.supplier,
        "SourceSchool/LEA": kit.la,
        "SourceSchool/Estab": kit.estab,
        "SourceSchool/URN": kit.urn,
        "SourceSchool/SchoolName": kit.school,
        "SourceSchool/AcademicYear": str(export.year - 1),
        "DestSchool/LEA": export.destination,
        "DestSchool/Estab": "LLLL",
        "DestSchool/URN": "",
    }
    rows = []
    for child in export.wanted:
        texts = {
            "UPN": child.upn,
            "Surname": child.surname,
            "Forename": child.forename,
            "DOB": child.dob,
            "Sex": child.sex,
            "FormerUPN": child.former_upn,
            "FormerSurname": child.former_surname,
            "NCyearActual": child.nc_year,
            "SENprovision": "",
            "PostCode": child.postcode,
        }
        results = [
            Result(
                one.stage,
                one.subject,
                one.method,
                one.code,
                one.year,
                one.qualifiers[0],
                one.value,
            )
            for one in child.results
            if one.needed or dialect.outcomes
        ]
        rows.append(Row(None, texts, results))
    of = Collection(export.collections[0])
    return Return(school, export.year, of, header, rows, dialect=product)


def everything(product: str = "plain", kit: Kit = KIT) -> dict[str, Return]:
    """Return every file of a kit by its id."""
    return {one.id: exported(one, product, kit) for one in kit.exports}


def put(folder: Path, files: dict[str, Return], kit: Kit = KIT) -> None:
    """Write files into a folder under the names the kit asks for."""
    names = {one.id: one.file_name for one in kit.exports}
    folder.mkdir(exist_ok=True)
    for name, return_ in files.items():
        (folder / names[name]).write_bytes(ctf_bytes(return_))


def scored(folder: Path, kit: Kit = KIT) -> Outcome:
    """Return what becomes of the files in a folder."""
    found, skipped = sources.find([folder])
    return score(kit, found, skipped)
