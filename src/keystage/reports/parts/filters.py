"""The filter bar: shown by the script, absent where scripts do not run."""

from collections.abc import Sequence

from keystage.reports import words
from keystage.reports.parts import markup
from keystage.reports.schools import School


def bar(schools: Sequence[School], collections: Sequence[str]) -> str:
    """Return the form that narrows the lists."""
    weights = [(weight.value, heading) for weight, heading in words.HEADINGS.items()]
    kinds = [(name, words.collection(name)) for name in collections]
    senders = [
        (school.anchor, " ".join(part for part in (school.name, school.number) if part))
        for school in sorted(schools, key=lambda school: (school.name, school.number))
        if school.items
    ]
    return (
        '<form id="filter" class="filter" role="search" aria-label="Findings" hidden>'
        '<p><label for="find">Find</label>'
        '<input id="find" type="search" autocomplete="off" spellcheck="false" '
        'placeholder="Pupil, UPN, rule or words"></p>'
        f"{_select('weight', 'Show', 'Everything', weights)}"
        f"{_select('collection', 'Collection', 'All', kinds)}"
        f"{_select('school', 'School', 'All schools', senders)}"
        '<p><button type="reset">Clear</button></p>'
        '<p class="shown"><output id="shown" for="find weight collection school">'
        "</output></p></form>"
    )


def _select(
    name: str, label: str, everything: str, choices: Sequence[tuple[str, str]]
) -> str:
    options = "".join(
        f'<option value="{markup.text(value)}">{markup.text(words_)}</option>'
        for value, words_ in choices
    )
    return (
        f'<p><label for="{name}">{label}</label><select id="{name}">'
        f'<option value="">{everything}</option>{options}</select></p>'
    )
