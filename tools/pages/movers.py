"""What a table of movers may ask, and who may have the duty."""

from keystage.movement.vocabulary import FACTS, OUTCOMES, ROLES
from tools.pages import code, table

INTRO = """# Tables of movers

Who reports a pupil who moves stands in a rulebook's `movement.toml`: rows in the order of
their `order`, of which the first that holds applies. A row asks for facts in `when`, each to
have one value or one of a list, and names who `reports`. `period` stands for what the table
calls its weeks (check period, test week, second half of the summer term)."""


def facts() -> str:
    """Return the facts and their values, in words."""
    rows = (
        (code(name) if at == 0 else "", code(value), words)
        for name, fact in FACTS.items()
        for at, (value, words) in enumerate(fact.values.items())
    )
    return table(("Fact", "Value", "The pupil"), rows)


def roles() -> str:
    """Return who may have the duty, and what a row must ask for it."""
    rows = (
        (
            code(name),
            words,
            "; ".join(
                f"{fact} is {' or '.join(sorted(values))}"
                for fact, values in (ROLES[name].needs if name in ROLES else {}).items()
            ),
        )
        for name, words in OUTCOMES.items()
    )
    return table(("`reports`", "Who that is", "The row must ask that"), rows)


def pages() -> dict[str, str]:
    """Return the page."""
    text = "\n\n".join([INTRO, "## Facts", facts(), "## Who reports", roles()])
    return {"movers.md": text.replace("{period}", "period") + "\n"}
