"""Every measure once more, from the written definitions: nothing of Keystage is used.

A pupil maps goals, subjects or `MTC` to codes; answers are (numerator, denominator)
by the names the rulebooks give the measures.
"""

Pupils = list[dict[str, str]]
Answers = dict[str, tuple[int, int]]


def profile(children: Pupils, *, old: bool) -> Answers:
    letter, highest, literacy = (
        ("G", 3, (1, 2, 3, 9, 10)) if old else ("E", 2, (1, 2, 8, 9, 10))
    )
    judgements = [str(points) for points in range(1, highest + 1)]
    rows = [[c.get(f"{letter}{n:02}", "") for n in range(1, 18)] for c in children]
    listed = [row for row in rows if set(row) <= {*judgements, "A"}]
    assessed = [row for row in listed if "A" not in row]

    def share(goals: tuple[int, ...]) -> tuple[int, int]:
        met = [row for row in assessed if all(int(row[n - 1]) >= 2 for n in goals)]
        return len(met), len(assessed)

    points = sum(int(code) for row in assessed for code in row)
    goals_met = sum(int(code) >= 2 for row in assessed for code in row)
    found = {
        "gld": share(tuple(range(1, 13))),
        "all_goals": share(tuple(range(1, 18))),
        "communication_and_literacy": share(literacy),
        "points": (points, len(assessed)),
        "average_points": (points, len(assessed)),
        "average_points.listed": (points, len(listed)),
    }
    if not old:
        found["average_goals"] = (goals_met, len(assessed))
        found["average_goals.listed"] = (goals_met, len(listed))
    return found


def outcome(result: str) -> str:
    if result in {str(mark) for mark in range(41)}:
        return "Wa" if int(result) >= 32 else "Wt"
    return result if result in {"A", "D", "Q"} else ""


def phonics(pupils: Pupils, *, from_2024: bool) -> Answers:
    """`year`, `now`, `before` (last year's result), `here` and `on_roll` (or '')."""
    found = {}
    for year, suffix in (("1", ""), ("2", "_in_year_2")):
        given = [p["now"] for p in pupils if p["year"] == year and p["here"]]
        valid = [outcome(result) for result in given if outcome(result)]
        marks = [int(r) for r in given if outcome(r) in {"Wa", "Wt"}]
        found[f"met{suffix}"] = valid.count("Wa"), len(valid)
        found[f"mean_mark{suffix}"] = sum(marks), len(marks)
    either = []
    for pupil in (p for p in pupils if p["year"] == "2"):
        results = {outcome(pupil["now"])}
        if not from_2024 or (pupil["on_roll"] and pupil["now"] != "L"):
            results.add(outcome(pupil["before"]))
        either.append(results - {""})
    counted = [results for results in either if results]
    met = sum("Wa" in results for results in counted)
    return found | {"by_end_of_year_2": (met, len(counted))}


def subjects(pupils: Pupils, expected: str, depth: str, together: str = "") -> Answers:
    """L, F and P leave a pupil out as no result does; every other code counts."""
    found = {}
    for measure, names, codes in (
        ("expected", expected, {"EXS", "GDS"}),
        ("greater_depth", depth, {"GDS"}),
    ):
        for name in names.split():
            given = [p.get(name, "") for p in pupils]
            counted = [code for code in given if code not in {"", "L", "F", "P"}]
            met = sum(code in codes for code in counted)
            found[f"{measure}.{name}"] = met, len(counted)
    if together:
        rows = [[p.get(name, "") for name in together.split()] for p in pupils]
        whole = [row for row in rows if all(row)]
        met = sum(set(row) <= {"EXS", "GDS"} for row in whole)
        found["expected_combined"] = met, len(whole)
    return found


def tables(pupils: Pupils) -> Answers:
    scores = [int(p["MTC"]) for p in pupils if p.get("MTC", "").isdigit()]
    full = scores.count(25)
    return {"mean_score": (sum(scores), len(scores)), "full_marks": (full, len(scores))}
