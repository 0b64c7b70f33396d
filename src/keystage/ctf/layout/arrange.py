"""Records in the form in which a file can hold them.

What is written and read again comes back arranged: texts trimmed, sections in
the format's order, empty ones gone, the results of one stage together. An
arranged record comes back exactly as it was.
"""

from dataclasses import fields, replace
from typing import Any

from keystage.core.records import (
    Assessment,
    CtfFile,
    Element,
    Header,
    Kind,
    Pupil,
    School,
)
from keystage.ctf.layout import order, render


def file(whole: CtfFile) -> CtfFile:
    """Return `whole` arranged; its version stays as it is."""
    return replace(
        whole,
        header=header(whole.header),
        pupils=[pupil(each) for each in whole.pupils],
        extra=[_bare(part) for part in whole.extra],
    )


def header(head: Header) -> Header:
    """Return `head` arranged, with its document name filled in."""
    texts: dict[str, Any] = {
        field.name: getattr(head, field.name).strip(order.BLANKS)
        for field in fields(head)
        if isinstance(getattr(head, field.name), str)
    }
    texts["document_name"] = texts["document_name"] or render.DOCUMENT_NAME
    return replace(
        head,
        source=_school(head.source),
        destination=_school(head.destination),
        extra=[_bare(part) for part in order.arranged("Header", head.extra)],
        **texts,
    )


def pupil(one: Pupil) -> Pupil:
    """Return `one` arranged."""
    stages: dict[str, list[Assessment]] = {}
    for assessment in map(_assessment, one.assessments):
        stages.setdefault(assessment.kind.stage, []).append(assessment)
    return replace(
        one,
        upn=one.upn.strip(order.BLANKS),
        surname=one.surname.strip(order.BLANKS),
        forename=one.forename.strip(order.BLANKS),
        dob=one.dob.strip(order.BLANKS),
        sex=one.sex.strip(order.BLANKS),
        uln=one.uln.strip(order.BLANKS),
        uci=one.uci.strip(order.BLANKS),
        assessments=[each for group in stages.values() for each in group],
        sections=[_bare(part) for part in order.arranged("Pupil", one.sections)],
    )


def _school(school: School) -> School:
    return School(
        *(getattr(school, field.name).strip(order.BLANKS) for field in fields(school))
    )


def _assessment(assessment: Assessment) -> Assessment:
    kind = Kind(*(part.strip(order.BLANKS) for part in assessment.kind))
    return replace(
        assessment,
        kind=kind,
        result=assessment.result.strip(order.BLANKS),
        date=assessment.date.strip(order.BLANKS),
    )


def _bare(part: Element) -> Element:
    """Return `part` without the blank text an element has around its children."""
    if not part.children:
        return part
    return Element(part.name, "", [_bare(child) for child in part.children], part.line)
