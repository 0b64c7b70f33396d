"""Kinds are declared as they are used, and their parameters read as they are meant."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from keystage.checks import kind as declaring
from keystage.checks.across import outcome_across, outcomes
from keystage.checks.kind import Kind, Param, Scope, Spec, Type
from keystage.checks.model import Hit, RollEntry, Rulebook
from keystage.checks.scene import Scene
from keystage.checks.sent import SentFile
from keystage.checks.vocabulary import Complaint
from keystage.core.records import Return, Row
from tests.unit.checks.books import UPNS, book, check, return_, row
from tests.unit.checks.kinds.telling import line

ONE, OTHER = Param("one", Type.TEXT), Param("other", Type.FLAG, default=True)


def facts(kind: Kind[Any]) -> tuple[object, ...]:
    return kind.name, kind.scope, list(kind.params), kind.facts, kind.needs


def rows(_: Spec) -> Any:
    """Find nothing.

    Not even here.
    """

    def test(_row: Row, _scene: Scene) -> Iterable[Hit]:
        return ()

    return test


def test_a_kind_of_row_check_is_what_its_declaration_says() -> None:
    kind = declaring.row_kind(ONE, OTHER, facts="why what", needs="roll now")(rows)
    names = ["one", "other"]
    assert facts(kind) == ("rows", Scope.ROW, names, ("why", "what"), ("roll", "now"))
    assert kind.params["other"] is OTHER
    assert kind.make is rows
    assert kind.meaning == "Find nothing."
    assert kind.needs_when == {}
    assert facts(declaring.row_kind()(rows)) == ("rows", Scope.ROW, [], (), ())


def test_a_kind_of_return_check_may_need_more_for_some_values() -> None:
    more = {"future": ("now",)}
    declared = declaring.return_kind(ONE, facts="a", needs="b c", needs_when=more)
    kind = declared(rows)
    assert facts(kind) == ("rows", Scope.RETURN, ["one"], ("a",), ("b", "c"))
    assert kind.needs_when == more
    bare = declaring.return_kind()(rows)
    assert facts(bare) == ("rows", Scope.RETURN, [], (), ())
    assert bare.needs_when == {}


def test_kinds_over_many_returns_and_of_the_reader_are_told_apart() -> None:
    over = declaring.across_kind(facts="a b", needs="c")(rows)
    assert facts(over) == ("rows", Scope.ACROSS, [], ("a", "b"), ("c",))
    assert facts(declaring.across_kind()(rows))[3:] == ((), ())
    read = declaring.reading_kind(ONE)(rows)
    assert facts(read) == ("rows", Scope.READING, ["one"], (), ())


READ: list[tuple[Type, Any, str, Any]] = [
    (Type.CHOICE, "a", "word", "a"),
    (Type.TEXT, "a", "text", "a"),
    (Type.TEXTS, ["a", "b"], "texts", ("a", "b")),
    (Type.FLAG, True, "flag", True),
    (Type.WHOLE, 3, "whole", 3),
    (Type.NUMBER, 0.5, "number", 0.5),
    (Type.TABLE, {"a": "b"}, "table", {"a": "b"}),
    (Type.COMPONENT, "REA", "text", "REA"),
    (Type.COMPONENTS, ["@rw"], "texts", ("REA", "WRI")),
    (Type.CODES, ["@pre", "40"], "texts", ("PK1", "EM", "40")),
    (Type.COHORTS, ["again"], "texts", ("again",)),
]


def spec(param: Param, **params: Any) -> Spec:
    return Spec(book(), check("any", **params), {param.name: param})


@pytest.mark.parametrize(("kind", "value", "reader", "expected"), READ)
def test_each_type_of_parameter_is_read(
    kind: Type, value: Any, reader: str, expected: Any
) -> None:
    given = spec(Param("p", kind, required=True), p=value)
    assert given.has("p")
    assert getattr(given, reader)("p") == expected


def test_what_is_not_given_has_a_default_or_is_nothing() -> None:
    assert spec(Param("p", Type.WHOLE, default=4)).whole("p") == 4
    bare = spec(Param("p", Type.TABLE))
    assert not bare.has("p")
    assert (bare.table("p"), bare.texts("p")) == ({}, ())
    assert bare.condition("p")(row(), Scene.__new__(Scene)) is True


REFUSED: list[tuple[Param, dict[str, Any], str]] = [
    (Param("p", Type.TEXT, required=True), {}, "the parameter 'p' is missing"),
    (Param("p", Type.TEXT), {"q": 1}, "there is no parameter 'q'"),
    (Param("p", Type.FLAG), {"p": 1}, "p: 1 is neither true nor false"),
    (
        Param("p", Type.CHOICE, choices=("a", "b")),
        {"p": ["a", "c"]},
        "p: 'c' is not one of a, b",
    ),
]


@pytest.mark.parametrize(("param", "params", "said"), REFUSED)
def test_a_wrong_parameter_is_told_by_name(
    param: Param, params: dict[str, Any], said: str
) -> None:
    with pytest.raises(Complaint) as refused:
        spec(param, **params)
    assert str(refused.value) == said


def school(number: str, *pupils: Row, collection: str = "ks1") -> Return:
    return return_(*pupils, school=number, collection=collection)


def ours(return_: Return) -> Rulebook:
    """The book of a return: its collection is told in the words."""
    checks = [check("required_field", field="sex"), check("same_file")]
    wanted = replace(check("nothing_sent"), message=f"{return_.collection} {{school}}")
    return replace(book(*checks, wanted), collection=return_.collection)


def test_each_collection_is_looked_at_by_its_own_book_and_files_once() -> None:
    returns = [school("9991002", row(), collection="ks2"), school("9991001", row())]
    files = [SentFile("a.xml", "d"), SentFile("b.xml", "d")]
    groups = outcomes(returns, ours, files=files, expected=["9991003"])
    told = [[one.message for one in group.outcome.findings] for group in groups]
    assert told == [["Ks1 9991003", "It is a.xml."], ["Ks2 9991003"]]
    assert [(group.collection, group.year) for group in groups] == [
        ("ks1", 2026),
        ("ks2", 2026),
    ]
    assert not any(group.outcome.crashed for group in groups)
    together = outcome_across(returns, ours)
    assert len(together.not_run) == 2


def test_what_several_schools_share_points_at_the_first_schools_pupil() -> None:
    twice = book(replace(check("pupil_in_two_schools"), message="{schools}"))
    first = school("9991001", row(2), row(surname="Zed"))
    other = school("9991002", row(surname="Ash"))
    outcome = outcome_across([other, first], lambda _: twice)
    assert list(map(line, outcome.findings)) == [
        "Pupil[1]/upn | Zed | upn | T004100118001 |  | 9991001 and 9991002"
    ]
    two = book(replace(check("child_under_two_upns"), message="{pairs}"))
    others = school("9991002", row(2, surname="Asha"))
    outcome = outcome_across([others, school("9991001", row())], lambda _: two)
    pairs = f"9991001 as {UPNS[0]} and 9991002 as {UPNS[1]}"
    expected = f"Pupil[1]/upn | Asha | upn | {UPNS[0]} |  | {pairs}"
    assert list(map(line, outcome.findings)) == [expected]


def test_pupils_on_two_lists_are_found_from_the_rolls() -> None:
    books = book(replace(check("returned_by_nobody"), message="{schools}"))
    lists = [
        RollEntry(UPNS[4], "Elm", "Eve", "2019-01-15", school=number)
        for number in ("9991002", "9991001")
    ]
    returns = [school("9991001", row()), school("9991002", row(2))]
    outcome = outcome_across(returns, lambda _: books, rolls=lists)
    assert list(map(line, outcome.findings)) == [
        "- | Elm | - | None |  | 9991001 and 9991002"
    ]
