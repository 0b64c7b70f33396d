"""Every rulebook against facts typed by hand."""

import tomllib
from datetime import UTC, datetime

import pytest

from keystage import rulebooks
from keystage.checks.model import Context
from keystage.checks.run import run
from keystage.core.cells import Cell
from keystage.core.findings import Finding
from keystage.core.records import Result, Return, Row
from keystage.rulebooks.samples import sample
from tests.shape.tree import ROOT
from tests.spec import facts_eyfsp, facts_ks1, facts_ks2, facts_mtc, facts_phonics
from tests.spec.closed import cancelled, eyfsp, ks1, ks2, mtc, phonics
from tests.spec.facts import Child, Facts

ALL = (
    *facts_eyfsp.FACTS,
    *facts_phonics.FACTS,
    *facts_ks1.FACTS,
    *facts_ks2.FACTS,
    *facts_mtc.FACTS,
    *eyfsp.FACTS,
    *phonics.FACTS,
    *ks1.FACTS,
    *ks2.FACTS,
    *mtc.FACTS,
)
DATA = ROOT / "src" / "keystage" / "rulebooks" / "data"
each = pytest.mark.parametrize("facts", ALL, ids=lambda facts: facts.book)


def findings(facts: Facts, child: Child) -> list[Finding]:
    """Return what the rulebook finds in a return of this child alone."""
    book = rulebooks.load(facts.book)
    row = Row(
        position=1,
        upn=child.upn,
        surname=child.surname,
        forename=child.forename,
        dob=child.dob,
        sex=child.sex,
        nc_year=child.nc_year,
        cohort=child.cohort,
        cells={
            name: Cell(getattr(child, name))
            for name in ("upn", "surname", "forename", "dob", "sex")
        },
        results={
            name: [Result(name, text, Cell(text), at)]
            for at, (name, text) in enumerate(child.results.items(), start=1)
        },
    )
    return_ = Return(
        collection=book.collection, year=book.year, school="", urn="", rows=[row]
    )
    now = datetime(book.year, 6, 10, tzinfo=UTC)
    return run(book, return_, Context(now=now)).findings


def carried(name: str) -> bool:
    """Whether a rulebook is as `rules new` writes it, and says nothing of its own."""
    folder = DATA / name.replace("-", "_")
    if [path.name for path in folder.iterdir()] != ["rulebook.toml"]:
        return False
    told = tomllib.loads((folder / "rulebook.toml").read_text("utf-8"))
    doubt = told.pop("threshold", None) in (None, {"verified": False})
    return doubt and set(told) == {"extends", "year", "provisional"}


def test_every_rulebook_that_says_something_has_facts() -> None:
    known = [*(facts.book for facts in ALL), *cancelled.SENTENCES]
    assert len(known) == len(set(known))
    silent = {name for name in rulebooks.available() if carried(name)}
    assert silent | set(known) == set(rulebooks.available())


@pytest.mark.parametrize("name", cancelled.SENTENCES)
def test_a_cancelled_year_says_one_thing_and_takes_nothing(name: str) -> None:
    book = rulebooks.load(name)
    sentence = cancelled.SENTENCES[name]
    assert (book.status, dict(book.guidance)) == ("cancelled", {"cancelled": sentence})
    assert (book.deadlines, book.threshold, dict(book.measures)) == ((), None, {})
    (check,) = book.checks.values()
    assert (check.refuses, check.message) == (True, sentence)
    outcome = run(book, sample(book), Context())
    assert outcome.refused is not None
    assert outcome.refused.message == sentence
    assert sentence in rulebooks.show(book)


@each
def test_title_status_and_whether_provisional(facts: Facts) -> None:
    book = rulebooks.load(facts.book)
    assert (book.title, book.status) == (facts.title, facts.status)
    assert book.provisional is facts.provisional


@each
def test_births(facts: Facts) -> None:
    book = rulebooks.load(facts.book)
    windows = {one.id: (one.born_from, one.born_to) for one in book.cohorts}
    assert windows == facts.windows


@each
def test_subjects_in_order(facts: Facts) -> None:
    book = rulebooks.load(facts.book)
    titles = {name: part.title for name, part in book.components.items()}
    assert list(titles.items()) == list(facts.components.items())


@each
def test_codes_and_marks(facts: Facts) -> None:
    parts = rulebooks.load(facts.book).components.values()
    assert {part.id: part.codes for part in parts} == facts.codes
    marks = {p.id: (p.minimum, p.maximum) for p in parts if p.is_mark}
    assert marks == facts.marks


@each
def test_points(facts: Facts) -> None:
    codes = rulebooks.load(facts.book).codes.values()
    points = {code.id: code.points for code in codes if code.points is not None}
    assert points == facts.points


@each
def test_rows_of_a_transfer_file(facts: Facts) -> None:
    parts = rulebooks.load(facts.book).components.values()
    rows = {
        part.id: (
            part.coding.stage,
            part.coding.subject,
            part.coding.method,
            part.coding.component,
            part.coding.qualifier,
        )
        for part in parts
    }
    assert rows == facts.rows
    doubtful = tuple(part.id for part in parts if not part.coding.verified)
    assert doubtful == facts.unverified_rows


@each
def test_files(facts: Facts) -> None:
    ctf = rulebooks.load(facts.book).ctf
    assert (ctf.versions, ctf.destination, ctf.tag) == (
        facts.versions,
        facts.destination,
        facts.tag,
    )


@each
def test_threshold(facts: Facts) -> None:
    found = rulebooks.load(facts.book).threshold
    if found is None:
        assert facts.threshold is None
    else:
        assert (found.mark, found.visible_from, found.verified) == facts.threshold


@each
def test_dates(facts: Facts) -> None:
    deadlines = rulebooks.load(facts.book).deadlines
    assert {one.id: (one.day, one.verified) for one in deadlines} == facts.dates


@each
def test_a_valid_pupil_gives_nothing_to_say(facts: Facts) -> None:
    assert findings(facts, facts.valid) == []


@each
def test_three_pupils_are_wrong_in_three_ways(facts: Facts) -> None:
    assert len(facts.wrong) == 3
    for child, rule, severity in facts.wrong:
        found = {(one.rule, one.severity.value) for one in findings(facts, child)}
        assert (rule, severity) in found


@pytest.mark.parametrize("facts", eyfsp.OLD, ids=lambda facts: facts.book)
def test_the_goals_of_2013_that_make_a_good_level_of_development(facts: Facts) -> None:
    sets = rulebooks.load(facts.book).sets
    assert set(sets["gld"]) == eyfsp.OLD_GLD
    literacy = set(sets["communication_and_literacy"])
    assert literacy == eyfsp.OLD_COMMUNICATION_AND_LITERACY


@pytest.mark.parametrize(
    "facts",
    [*facts_eyfsp.FACTS, *(one for one in eyfsp.FACTS if one not in eyfsp.OLD)],
    ids=lambda facts: facts.book,
)
def test_the_goals_that_make_a_good_level_of_development(facts: Facts) -> None:
    sets = rulebooks.load(facts.book).sets
    assert set(sets["gld"]) == facts_eyfsp.GLD
    literacy = set(sets["communication_and_literacy"])
    assert literacy == facts_eyfsp.COMMUNICATION_AND_LITERACY


def test_phonics_codes_count_as_the_statistics_say() -> None:
    codes = rulebooks.load("phonics-2026").codes
    assert {name: code.counts for name, code in codes.items()} == {
        "WA": "met",
        "WT": "not_met",
        "A": "denominator",
        "D": "denominator",
        "Q": "denominator",
        "L": "out",
    }


def test_maladministration_is_the_authoritys_to_enter() -> None:
    for name in ("phonics-2017", "ks1-2018", "ks2-2022", "phonics-2025", "ks1-2025"):
        codes = rulebooks.load(name).codes.values()
        assert [code.id for code in codes if code.role == "la"] == ["Q"]


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_nothing_in_the_optional_collection_sounds_like_a_duty(year: int) -> None:
    book = rulebooks.load(f"ks1-{year}")
    texts = [
        *(f"{check.message} {check.fix}" for check in book.checks.values()),
        *(f"{c.meaning} {c.use_when} {c.do_not_use_when}" for c in book.codes.values()),
        *book.guidance.values(),
    ]
    for text in texts:
        for word in ("statutory", "duty", "required", "overdue", "legal obligation"):
            assert word not in text.casefold()


def test_the_census_numbers_are_given_and_marked_as_unconfirmed() -> None:
    checks = rulebooks.load("eyfsp-2025").checks
    numbers = {
        key: check.official_rule
        for key, check in checks.items()
        if check.official_rule is not None
    }
    assert numbers == {
        "P01": "1500",
        "P02": "1510",
        "P03": "1520",
        "P04": "1530",
        "P05": "1540",
        "P06": "1550",
    }
    assert not any(checks[key].official_rule_verified for key in numbers)


@pytest.mark.parametrize("name", ["phonics-2026", "phonics-2017"])
def test_another_collection_than_the_one_asked_for_is_told_by_its_name(
    name: str,
) -> None:
    book = rulebooks.load(name)
    asked = Context(now=datetime(book.year, 6, 20, tzinfo=UTC), collection="ks1")
    told = {one.rule: one for one in run(book, sample(book), asked).findings}
    assert told["H12"].message == (
        "These are results of the phonics screening check, not of the key stage 1 "
        "teacher assessment."
    )


def test_every_collection_is_called_the_same_by_all() -> None:
    for collection in ("eyfsp", "phonics", "ks1", "ks2", "mtc"):
        own = rulebooks.load(f"{collection}-2026").words["collection"]
        for other in ("eyfsp-2017", "ks2-2026"):
            assert rulebooks.load(other).words[f"of_{collection}"] == own


def test_an_empty_row_is_one_error_with_the_missing_results_beneath() -> None:
    for name, rule, count in (
        ("eyfsp-2026", "EY-X2", 17),
        ("ks1-2026", "K1-X1", 4),
        ("ks2-2026", "K2-X4", 2),
        ("eyfsp-2018", "EY-X2", 17),
        ("ks2-2017", "K2-X4", 4),
    ):
        book = rulebooks.load(name)
        made = sample(book)
        made.rows[0].results.clear()
        found = [f for f in run(book, made, Context()).findings if f.rule == rule]
        (finding,) = found
        assert finding.message.startswith("No results yet. ")
        assert len(finding.consequences) == count


def test_the_word_is_gender_until_2023_and_sex_from_2024() -> None:
    for name in rulebooks.available():
        book = rulebooks.load(name)
        assert book.words["sex"] == ("Sex" if book.year >= 2024 else "Gender")
