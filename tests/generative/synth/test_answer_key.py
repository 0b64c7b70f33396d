"""Every planted fault is found, and nothing else is reported."""

import json
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystage import rulebooks
from keystage.cli.main import run
from keystage.intake.shelf import stock
from keystage.synth.faults import RECIPES
from tests.generative.synth.asked import (
    Answered,
    checked,
    expected,
    facts_of,
    is_astray,
    said,
)

ASKED = "Did the pupil meet the standard in year 1?"


def test_all_that_is_planted_or_natural_is_found_and_nothing_else(
    answered: list[Answered],
) -> None:
    for one in answered:
        lines = facts_of(one.key, one.season)
        wanted = expected([line for line in lines if not is_astray(line)])
        found = said(one.document, one.season.out)
        assert found - wanted == Counter(), one.season
        assert wanted - found == Counter(), one.season


def test_every_rule_that_has_a_recipe_is_planted_and_found(
    answered: list[Answered],
) -> None:
    ways = {
        line["way"]
        for one in answered
        for line in facts_of(one.key, one.season)
        if line["kind"] == "fault"
    }
    seasons = {(one.season.collection, one.season.summer) for one in answered}
    wanted = {
        recipe.told.way
        for recipe in RECIPES
        if any(
            kind in recipe.told.collections and summer in recipe.told.summers
            for kind, summer in seasons
        )
    }
    assert wanted - ways == set()


def test_a_file_in_another_schools_name_is_refused_when_a_school_is_asked_for(
    answered: list[Answered],
) -> None:
    count = 0
    for one in answered:
        for line in filter(is_astray, facts_of(one.key, one.season)):
            path = one.season.out / line["files"][0]
            school = path.relative_to(one.season.out).parts[2]
            document = checked(one.season, "--school", school, path=path)
            assert said(document, one.season.out) == expected([line])
            count += 1
    assert count


def test_every_mover_is_decided_as_the_key_says(
    answered: list[Answered], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = 0
    for one in answered:
        for line in one.key:
            wanted = (one.season.collection, one.season.summer)
            if (line.get("collection"), line.get("summer")) != wanted:
                continue
            if line["kind"] == "mover":
                told = asked_who(one, line, tmp_path, capsys)
                assert (told["reports"] or "") == line["reports"], line
                decided += bool(line["reports"])
    assert decided > 50


def asked_who(
    one: Answered,
    line: dict[str, Any],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> dict[str, Any]:
    """Return what `keystage who` says of a mover, told what lists and calendar say."""
    facts = folder / "facts.toml"
    facts.write_text(facts_of_mover(one, line), encoding="utf-8")
    season = one.season
    words = ["--collection", season.collection, "--year", str(season.summer)]
    capsys.readouterr()
    run(["who", *words, "--facts", str(facts), "--format", "json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def facts_of_mover(one: Answered, line: dict[str, Any]) -> str:
    """Return the file of facts of a mover."""
    season = one.season
    path = season.out / str(season.summer) / "facts.toml"
    days = tomllib.loads(path.read_text(encoding="utf-8"))
    own = {each["number"]: each["second_half"] for each in days.get("school", ())}
    lines = [f"{name} = {day}" for name, day in days.get(season.collection, {}).items()]
    profile = season.collection == "eyfsp"
    if profile:
        lines = [f"second_half = {days['second_half']}"]
    if season.collection == "phonics":
        lines += [f"year_group = {line['group']}"]
        lines += [f"met_before = {str(line['met_before']).lower()}"]
    for each in line["schools"]:
        lines += ["[[school]]", f'number = "{each["number"]}"']
        lines += [f"joined = {each['joined']}"]
        lines += [f"left = {each['left']}"] if each["left"] else []
        half = own.get(each["number"]) if profile else None
        lines += [f"second_half = {half}"] if half else []
    return "\n".join(lines)


def test_who_reports_a_mover_that_both_schools_returned_is_told_as_the_key_says(
    answered: list[Answered],
) -> None:
    told = 0
    for one in answered:
        wanted = ("mover", one.season.collection, one.season.summer)
        owners = {
            line["upn"]: line["reports"]
            for line in one.key
            if (line["kind"], line.get("collection"), line.get("summer")) == wanted
        }
        for finding in one.document["across"]:
            school = owners.get((finding["pupil"] or {}).get("upn", ""), "")
            if finding["rule"] in {"P18", "P18N"} and school:
                if ASKED in finding["fix"]:  # what the files of the season do not tell
                    continue
                assert f"{school} reports" in finding["fix"]
                told += 1
    assert told


def test_without_the_findings_of_any_one_planted_rule_it_turns_red(
    answered: list[Answered],
) -> None:
    red: set[str] = set()
    planted: set[str] = set()
    for one in answered:
        lines = facts_of(one.key, one.season)
        wanted = expected([line for line in lines if not is_astray(line)])
        found = said(one.document, one.season.out)
        for line in lines:
            if line["kind"] == "fault" and not is_astray(line):
                planted.add(line["rule"])
        for rule in {line["rule"] for line in lines} - red:
            less = Counter({said: n for said, n in found.items() if said[1] != rule})
            red |= {rule} if wanted - less else set()
    assert planted
    assert planted <= red


def test_a_finding_more_turns_it_red(answered: list[Answered]) -> None:
    one = answered[0]
    lines = facts_of(one.key, one.season)
    wanted = expected([line for line in lines if not is_astray(line)])
    found = said(one.document, one.season.out)
    assert found + Counter(list(found)[:1]) - wanted


@pytest.mark.parametrize("way", ["EY-X6", "H09-tag", "P14", "P19-missing"])
def test_a_rule_dropped_from_the_rulebooks_is_missed(
    way: str, answered: list[Answered], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, line = next(
        (one, line)
        for one in reversed(answered)
        for line in facts_of(one.key, one.season)
        if line["way"] == way and not line.get("under") and not line.get("across")
        if (one.season.out / line["files"][0]).is_file()  # not one within a zip
    )
    path = one.season.out / line["files"][0]
    whole = said(checked(one.season, path=path), one.season.out)
    load = rulebooks.load

    def poorer(*words: Any, **named: Any) -> Any:
        book = load(*words, **named)
        kept = {name: part for name, part in book.checks.items() if name != way}
        return replace(book, checks=kept)

    monkeypatch.setattr(rulebooks, "load", poorer)
    monkeypatch.setattr(stock, "_stocked", stock._stocked.__wrapped__)
    less = said(checked(one.season, path=path), one.season.out)
    assert expected([line]) <= whole
    assert not expected([line]) <= less
