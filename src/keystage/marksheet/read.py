"""One door for marksheets: from the cells of a workbook to lines of pupils."""

from collections.abc import Collection, Iterable, Mapping

from keystage.checks.words import listed
from keystage.core.findings import Finding, Place, Severity
from keystage.marksheet import headings, messages, tag
from keystage.marksheet.model import Books, Heading, Hints, Marksheet, Table, span_of
from keystage.marksheet.reading import workbook as whole
from keystage.marksheet.reading.cells import Judge
from keystage.marksheet.reading.find import has_one_result_a_row, table_in
from keystage.marksheet.reading.lines import Lines, lines_of, whole_names
from keystage.marksheet.reading.match import Matcher
from keystage.marksheet.reading.pupils import about_pupils, month_first, words_read
from keystage.marksheet.reading.recognise import Recognised, recognise
from keystage.marksheet.reading.schools import Number, in_name, number_of, schools_of
from keystage.marksheet.sorting import by_template
from keystage.tables import Sheet, TableLimits, Workbook

LIMITS = TableLimits(parts=200, text=131_072)
"""What a marksheet may hold before it is refused: far fewer parts than a code list."""
KINDS = ("xlsx", "csv")
"""The kinds of table taken as marksheets."""

_BESIDE = frozenset((tag.INSTRUCTIONS, tag.FIGURES, tag.COUNTS))
_EXAMPLES = ("UPN", "Surname", "Forename", "Date of birth")


def read(workbook: Workbook, books: Books, hints: Hints | None = None) -> Marksheet:
    """Return the pupils and results of `workbook`, and what is to be said of it.

    Columns are found by their headings, never by their place, on every sheet that
    is shown. Nothing is guessed: what cannot be read is left out and is a finding
    with its sheet, row and column. Raises `Refused` where no line can be read at all:
    collection or year are not known, values come from outside, there are no pupils.
    """
    hints = hints or Hints()
    if workbook.external:
        raise messages.refused("external")
    found = recognise(workbook, books, hints, tag.of_workbook(workbook))
    matcher = Matcher(found.book, hints.columns)
    tables = {
        sheet.name: table
        for sheet in workbook.sheets
        for table in [table_in(sheet, matcher)]
        if table is not None
    }
    shown = [
        sheet for sheet in workbook.sheets if sheet.name in tables and not sheet.hidden
    ]
    made = Marksheet(found.book, tag=found.tag)
    made.tables = tuple(tables[sheet.name] for sheet in shown)
    made.findings += whole.of_text(workbook)
    made.findings += whole.of_oddities(workbook.oddities, tables)
    if shown:
        _fill(made, workbook, shown, matcher)
    else:
        made.findings.append(_nothing(workbook, tables, matcher))
    beside = _BESIDE if found.tag else frozenset()
    made.findings += _of_sheets(workbook, tables, {one.name for one in shown} | beside)
    _tell_version(made, found)
    _tell_school(made, found, hints)
    made.findings = whole.worst_first(made.findings)
    return made


def _fill(
    made: Marksheet, workbook: Workbook, shown: Iterable[Sheet], matcher: Matcher
) -> None:
    csv = workbook.kind == "csv"
    judge = Judge(made.book, matcher.titles, csv=csv, from_1904=workbook.from_1904)
    for sheet, table in zip(shown, made.tables, strict=True):
        found = lines_of(sheet, table, judge, matcher)
        made.lines += found.lines
        made.findings += _of_headings(table, matcher)
        made.findings += found.findings
        made.findings += whole.of_columns(table, sheet)
        made.findings += _of_rows(found, sheet.name, made)
        if csv:
            made.findings += whole.of_width(sheet, table)
    if not made.lines and not any(
        one.severity is Severity.ERROR for one in made.findings
    ):
        raise messages.refused("no-rows-csv" if csv else "no-rows")
    made.lines, unparted = whole_names(made.lines)
    made.findings += unparted
    made.findings = about_pupils(made.findings, made.lines, made.book.collection)
    found_first, made.misdated = month_first(made.lines)
    made.findings += [*found_first, *words_read(made.lines, made.book.components)]
    slip = by_template(made.lines, workbook.properties)
    if slip is not None:
        made.findings.insert(0, slip.finding)
        made.apart = slip.rows
    if workbook.from_1904:
        tables = {table.sheet: table for table in made.tables}
        made.findings += whole.of_calendar(workbook.sheets, tables)


def _of_headings(table: Table, matcher: Matcher) -> list[Finding]:
    """Return what is said of headings that are missing or mean one thing together."""
    found = []
    for group in table.twice:
        place = Place(sheet=table.sheet, row=table.row, column=group[0].letters)
        found.append(
            messages.finding(
                "twice",
                place,
                subject=group[0].id,
                value=group[0].text,
                columns=listed([_told(one) for one in group], "and"),
                title=matcher.titles[group[0].id],
            )
        )
    there = {*table.known, *(group[0].id for group in table.twice)}
    there |= {"surname", "forename"} if "name" in there else set()
    lacking = [matcher.titles[one] for one in matcher.required if one not in there]
    if lacking:
        place = Place(sheet=table.sheet, row=table.row)
        areas = listed([span_of(one) for one in table.joined], "and")
        key = "joined" if areas else "lacking"
        found.append(messages.finding(key, place, titles=listed(lacking), areas=areas))
    present = {
        headings.plain(one.text)
        for one in (*table.known.values(), *table.others, *table.ignored)
    } | {headings.plain(one.text) for group in table.twice for one in group}
    missing = [name for name in matcher.said if name not in present]
    if missing:
        place = Place(sheet=table.sheet, row=table.row)
        found.append(
            messages.finding("not-there", place, headings=listed(missing, "and"))
        )
    return found


def _of_rows(found: Lines, sheet: str, made: Marksheet) -> list[Finding]:
    pupils = made.book.words["pupils"]
    told = []
    for key, rows in (
        ("hidden-rows", found.hidden),
        ("totals", found.totals),
        ("loose", found.loose),
        ("unworked-rows", found.unworked),
    ):
        if rows:
            told.append(
                messages.finding(
                    key,
                    Place(sheet=sheet, row=rows[0]),
                    rows=messages.spans(rows),
                    count=len(rows),
                    pupils=pupils,
                )
            )
    return told


def _nothing(
    workbook: Workbook, tables: Mapping[str, Table], matcher: Matcher
) -> Finding:
    """Return why there is nothing to read: hidden, another form, or no headings."""
    for sheet in workbook.sheets:
        if sheet.name in tables:
            place = Place(sheet=sheet.name)
            return messages.finding("all-hidden", place, sheet=repr(sheet.name))
    words = {name: headings.long()[name].ways for name in ("subject", "result")}
    for sheet in workbook.sheets:
        if has_one_result_a_row(sheet, words):
            return messages.finding("long-form", Place(sheet=sheet.name))
    known = [*_EXAMPLES, *(matcher.titles[one] for one in matcher.results[:1])]
    return messages.finding(
        "no-header",
        collection=matcher.book.title,
        known=listed(known, "and"),
    )


def _of_sheets(
    workbook: Workbook, tables: Mapping[str, Table], known: Collection[str]
) -> list[Finding]:
    """Return the sheets that hold something and were not read, but those `known`."""
    if not any(sheet.name in tables and not sheet.hidden for sheet in workbook.sheets):
        return []
    return [
        whole.of_sheet(sheet, hidden=sheet.hidden)
        for sheet in workbook.sheets
        if sheet.rows and (sheet.hidden or sheet.name not in known)
    ]


def _tell_version(made: Marksheet, found: Recognised) -> None:
    """Say where a template is of another year or revision than the rules it is read by."""
    if found.tag is None:
        return
    if found.tag.rulebook != made.book.id:
        made.findings.append(
            messages.finding("version", found=found.tag.rulebook, wanted=made.book.id)
        )
    elif found.tag.digest not in {"", made.book.digest}:
        made.findings.append(messages.finding("revision", found=made.book.id))


def _tell_school(made: Marksheet, found: Recognised, hints: Hints) -> None:
    """Say which school the marksheet is of, and where its parts disagree."""
    asked = number_of(hints.school, hints.authority)
    authority = hints.authority or asked.number[:3]
    schools, faults = schools_of(made.lines, authority)
    made.findings += faults
    told = [("the template", found.tag.school if found.tag else "")]
    told.append(("the file's name", found.name.school if found.name else ""))
    others = [(source, number_of(text, authority)) for source, text in told]
    if len(schools) > 1:
        shown = sorted(one.shown for one in schools)
        made.findings.append(messages.finding("schools", schools=listed(shown, "and")))
        return
    for number, value in schools.items():
        for source, other in others:
            if other.shown and _differ(number, other):
                made.findings.append(
                    messages.finding(
                        "another-school",
                        value.place,
                        subject="school",
                        value=value.text,
                        found=number.shown,
                        source=source,
                        wanted=other.shown,
                    )
                )
    known: list[Number] = [*schools, *(other for _, other in others), asked]
    known.append(in_name(hints.name))
    made.school = next((one.number for one in known if one.number), "")
    made.urn = next((one.urn for one in known if one.urn), "")


def _differ(one: Number, other: Number) -> bool:
    return bool(
        (one.number and other.number and one.number != other.number)
        or (one.urn and other.urn and one.urn != other.urn)
    )


def _told(one: Heading) -> str:
    return f"{one.letters} (“{one.text}”)"
