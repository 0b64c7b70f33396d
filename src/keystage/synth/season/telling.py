"""The page that lies beside invented files and says what they are."""

from importlib.resources import files

from keystage.synth.season.model import ALL, Plan

_FAULTY = """\
Faults are planted on purpose, each stated in `key.jsonl`. Some files cannot be read, some
came late, twice or of the wrong year, and a few schools sent nothing."""
_CLEAN = """\
No fault is planted. What is still remarked comes of life (a temporary UPN, a child who
moved, a product of its own habits) and stands in `key.jsonl` as natural."""


def words(plan: Plan) -> str:
    """Return the words after `keystage synth` that this plan is asked for with."""
    authority = plan.authority
    first, last = plan.summers[0], plan.summers[-1]
    years = f"{first}-{last}" if last > first else str(first)
    if plan.summers != tuple(range(first, last + 1)):
        years = ",".join(map(str, plan.summers))
    told = [
        f"--authority {authority.la}",
        f"--schools {authority.schools}",
        f"--years {years}",
        f"--collections {','.join(each.value for each in plan.collections)}",
        f"--seed {authority.seed}",
    ]
    if plan.only is not None:
        told.append(f"--school {plan.school.number}")
    if not plan.share:
        told.append("--clean")
    elif plan.share < ALL:
        told.append(f"--faults {plan.share / 10:g}")
    if not plan.workbooks:
        told.append("--no-workbooks")
    return " ".join((*told, "--out DIR"))


def readme(plan: Plan) -> str:
    """Return the page."""
    page = files("keystage.synth.season").joinpath("page.txt")
    return page.read_text(encoding="utf-8").format(
        la=plan.authority.la,
        words=words(plan),
        summers=", ".join(map(str, plan.summers)),
        first=plan.summers[0],
        collection=plan.collections[0].value,
        faults=_FAULTY if plan.share else _CLEAN,
    )
