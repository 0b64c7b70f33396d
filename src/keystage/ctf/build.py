"""A header and results for a new file: the few parts everyone fills in."""

from keystage.core.coding import Coding
from keystage.core.records import Assessment, Header, Kind, School
from keystage.ctf.layout import render, versions

WHOLE_AUTHORITY = "LLLL"
AGENCY = School(la="NAA", estab=WHOLE_AUTHORITY)


def header(
    source: School,
    destination: School,
    summer_year: int,
    *,
    supplier: str,
    date_time: str,
    descriptor: str = "",
    version: str = "",
) -> Header:
    """Return the header of a partial file of the school year ending `summer_year`.

    `destination` is `authority("999")`, `AGENCY` or a school. `date_time` is the
    moment of writing, `YYYY-MM-DDTHH:MM:SS`. The version is the year's own unless
    `version` says otherwise.
    """
    year = str(summer_year - 1)
    return Header(
        document_name=render.DOCUMENT_NAME,
        version=version or versions.version_for(summer_year),
        date_time=date_time,
        qualifier="partial",
        descriptor=descriptor,
        supplier=supplier,
        source=School(source.la, source.estab, source.urn, source.name, year),
        destination=destination,
    )


def authority(la: str) -> School:
    """Return authority `la` (three digits) as a destination."""
    return School(la=la, estab=WHOLE_AUTHORITY)


def assessment(coding: Coding, summer_year: int, value: str) -> Assessment:
    """Return the result `value` of `summer_year` for the component `coding` writes."""
    kind = Kind(
        stage=coding.stage,
        locale="ENG",
        year=str(summer_year),
        subject=coding.subject,
        method=coding.method,
        component=coding.component,
        status="R",
        qualifier=coding.qualifier,
    )
    return Assessment(kind, value)
