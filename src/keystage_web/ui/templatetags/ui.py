"""Tags every page may use: the error summary, states, and the way widgets are drawn."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.utils.translation import gettext as _

from keystage_web.ui.forms import faults
from keystage_web.ui.parts import State, Tone

register = template.Library()


@register.simple_tag
def classes(widget: dict[str, Any], base: str) -> str:
    """Return a control's classes: GOV.UK's, the mark of an error, and its own."""
    attributes = widget["attrs"]
    wrong = f"{base}--error" if attributes.get("aria-invalid") else ""
    return " ".join(filter(None, (base, wrong, attributes.get("class", ""))))


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """Draw every error of some forms, each with a link to where it is; else nothing."""
    return {"faults": [fault for form in forms for fault in faults(form)]}


@register.simple_tag
def titled(title: str, *forms: BaseForm) -> str:
    """Return a page's title, beginning with the word Error where a form has one."""
    return f"{_('Error')}: {title}" if any(form.errors for form in forms) else title


@register.inclusion_tag("ui/parts/state.html")
def state(word: State | str, tone: str = Tone.QUIET) -> dict[str, State]:
    """Draw a state: a `State`, or a word and a tone."""
    found = word if isinstance(word, State) else State(word, Tone(tone))
    return {"state": found}
