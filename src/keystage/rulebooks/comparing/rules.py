"""What differs in the rules, how they work, and the measures."""

import re
from collections.abc import Iterator, Mapping

from keystage.checks.model import Check, Rulebook
from keystage.measures import Spec, specs
from keystage.rulebooks.comparing.about import later

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SEVERITIES = {"error": "an error", "query": "a query", "note": "a note"}


def checks(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield rules that came, went or weigh differently."""
    for key, check in new.checks.items():
        if key not in old.checks:
            weight = _SEVERITIES[check.severity.value]
            yield f"New, {weight} ({check.id}): {plain(check.message)}"
    for key, check in old.checks.items():
        if key not in new.checks:
            yield f"No longer asked ({check.id}): {plain(check.message)}"
    for key, was in old.checks.items():
        has = new.checks.get(key)
        if has and was.severity is not has.severity:
            now, before = (_SEVERITIES[one.severity.value] for one in (has, was))
            yield f"Now {now}, before {before} ({has.id}): {plain(has.message)}"


def plain(message: str) -> str:
    """Return a message as it reads where nobody is meant: `[value]` for the value."""
    return _PLACEHOLDER.sub(lambda found: f"[{found[1].replace('_', ' ')}]", message)


def workings(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield rules that say or look for something else, and how sure they are."""
    years = new.year - old.year
    for key, was in old.checks.items():
        has = new.checks.get(key)
        if has is None:
            continue
        if later(was.message, years) != has.message:
            yield f"{key} says: {plain(has.message)}"
        if later(was.fix, years) != has.fix:
            yield f"{key} advises: {plain(has.fix)}"
        if (was.kind, was.params) != (has.kind, has.params):
            yield f"{key} looks for something else: `{has.kind}`{_params(was, has)}."
        if was.verified is not has.verified:
            sure = "is verified" if has.verified else "is not verified for this year"
            yield f"{key} {sure}."


def _params(was: Check, has: Check) -> str:
    names = dict.fromkeys((*was.params, *has.params))
    changed = [one for one in names if was.params.get(one) != has.params.get(one)]
    return f" ({', '.join(changed)})" if changed else ""


def measures(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield figures that came, went or are worked out otherwise."""
    before, now = _specs(old), _specs(new)
    for name, spec in now.items():
        if name not in before:
            yield f"New: {spec.title}."
        elif before[name].title != spec.title:
            yield f"{spec.title} was called {before[name].title}."
    yield from (
        f"No longer: {spec.title}." for name, spec in before.items() if name not in now
    )
    for name, table in old.measures.items():
        if name in new.measures and table != new.measures[name]:
            note = str(new.measures[name].get("note", ""))
            yield f"{_title(name, new)} is worked out otherwise. {note}".rstrip()


def _specs(book: Rulebook) -> Mapping[str, Spec]:
    return {spec.id: spec for spec in specs(book)}


def _title(name: str, book: Rulebook) -> str:
    title = book.measures[name].get("title", name).replace("{component}: ", "")
    return f"{title[0].upper()}{title[1:]}"
