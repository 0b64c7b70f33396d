"""The text report fits a terminal, says everything, and cannot steer it."""

from hypothesis import given
from hypothesis import strategies as st

from keystage.reports import text
from keystage.reports.shown import width
from tests.unit.reports.documents import document, file, finding, returned, unreadable

WHOLE = document(
    file(
        findings=[
            finding(consequences=[finding("P14", message="Not on the roll.")]),
            finding(
                "H05",
                "query",
                pupil=None,
                subject=None,
                system={"name": "Arbor", "steps": "Data > Export > Destination"},
                repair={"action": "set", "target": "header", "old": "NAA", "new": "9"},
            ),
            finding("CTF-GENDER", "note"),
        ],
        returns=[returned(not_run=[{"rule": "P15", "reason": "Needs the roll."}])],
    ),
    file(2002),
    unreadable(),
    across=[finding("P18", "query", files=["a.xml", "b.xml"])],
    skipped=[{"path": "notes.txt", "reason": "Plainly no return."}],
)


def test_a_file_is_told_by_weight_each_finding_with_pupil_reason_fix_and_place() -> (
    None
):
    assert text.render(WHOLE).startswith(
        """\
sent/9992001_FSP_999LLLL_001.xml
  Oxlip Meadow 2001 Primary School, 999/2001; EYFSP 2026, 28 children; CTF 26.0 by Arbor
  File 1 of 3: 1 error, 1 query, 1 note

  Must be put right (1 error)

    Costa, Mateus, T004200119001, born 2020-11-05, Numerical patterns (E12)
      3 is not a result for Numerical patterns (E12) since 2022.
      Enter 1, 2 or A.
      Sent: 3. Allowed: 1, 2, A.
      Line 214, pupil 3; rule R02.
      This also goes away with it:
"""
    )


def test_one_slip_repeated_through_a_pupils_results_is_told_once() -> None:
    goals = ("E11", "E12", "E13")
    slips = [finding("R02C", "query", subject=goal, value="a") for goal in goals]
    other = finding("R02C", "query", subject="E11", value="x")
    nowhere = finding("R02C", "query", subject="E14", value="a", place=None)
    told = text.render(document(file(findings=[*slips, other, nowhere])))
    assert "Worth a look (5 queries)" in told
    assert told.count("rule R02C") == 2
    others = (
        "Numerical patterns (E12) line 214, Past and present (E13) line 214, People"
    )
    assert f"The same in 3 more: {others}" in " ".join(told.split())


def test_a_finding_about_no_pupil_shows_repair_and_click_path() -> None:
    assert """\
    Enter 1, 2 or A.
    In Arbor: Data > Export > Destination
    Sent: 3. Allowed: 1, 2, A.
    Repair: change 'NAA' to '9'.
    Line 214, pupil 3; rule H05.
""" in text.render(WHOLE)


def test_a_file_without_findings_or_not_read_says_so_in_words() -> None:
    assert "  File 2 of 3: nothing to put right\n" in text.render(WHOLE)
    assert "  File 3 of 3: could not be read\n" in text.render(WHOLE)


def test_the_summary_counts_everything_and_says_what_was_not_checked() -> None:
    assert text.render(WHOLE).endswith(
        """\
Summary
  3 files
  56 pupils
  952 results
  1 file: nothing to put right
  1 file: must be put right
  1 file: could not be read
  2 errors, 2 queries, 1 note
  Not checked in 1 of 2 files: P15 (sex against the roll). Needs the roll.
  Passed over: notes.txt. Plainly no return.
"""
    )


def test_what_several_schools_sent_is_told_apart() -> None:
    between = text.render(WHOLE).split("Between schools")[1]
    assert "In a.xml and b.xml." in between


def test_colour_changes_no_word() -> None:
    coloured = text.render(WHOLE, colour=True)
    assert "\x1b[1;31m" in coloured
    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == text.render(WHOLE)


@given(st.text(), st.text(), st.text())
def test_no_text_from_a_file_widens_a_line_or_reaches_the_terminal_raw(
    name: str, message: str, path: str
) -> None:
    pupil = {"upn": "", "surname": name, "forename": "中村" * 30, "dob": ""}
    rendered = text.render(
        document(file(path=path, findings=[finding(pupil=pupil, message=message)]))
    )
    assert all(width(line) <= text.COLUMNS for line in rendered.split("\n"))
    assert rendered.replace("\n", "").isprintable()
