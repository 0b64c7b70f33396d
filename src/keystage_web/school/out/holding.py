"""The third step: what the file holds, what it is called, and what is said of queries."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keystage.core.file_names import GENERAL
from keystage.exports.outgoing import usual
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.outgoing.model import Outgoing
from keystage_web.school.out import door, making, problems
from keystage_web.school.out.keeping import Choice, keep, kept
from keystage_web.school.out.making import Kind
from keystage_web.school.out.problems import Group
from keystage_web.school.out.where import destination, place_of
from keystage_web.school.roll.door import at_school
from keystage_web.ui.forms import Form, Radios
from keystage_web.ui.pages import drawn, sent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_REASON = 400
_PLAIN: "StrOrPromise" = gettext_lazy(
    "A normal CTF (%(tag)s): as it is asked for by some authorities and systems"
)
_OWN: "StrOrPromise" = gettext_lazy("The return itself (%(tag)s)")


class Holding(Form):
    """The kind of file, and a reason for each group of queries."""

    def __init__(
        self,
        several: tuple[Kind, ...],
        queries: tuple[Group, ...],
        *args: Any,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["tag"] = forms.ChoiceField(
            label=_("What is it to be called?"),
            choices=[(one.tag, _called(one)) for one in several],
            widget=Radios({one.tag: one.name for one in several}),
            error_messages={"required": _("Choose what it is to be called")},
        )
        for one in queries:
            told = {"rule": one.rule}
            self.fields[f"why-{one.rule}"] = forms.CharField(
                label=one.says,
                help_text=_("%(who)s. Why is it right? It is kept with this file.")
                % {"who": "; ".join(one.who[:6])},
                max_length=_REASON,
                widget=forms.Textarea({"rows": 2}),
                error_messages={
                    "required": _("Say why it is right, or put it right (%(rule)s)")
                    % told
                },
            )

    def reasons(self) -> dict[str, str]:
        """Return the reasons given, by rule."""
        return {
            name.removeprefix("why-"): value
            for name, value in self.cleaned_data.items()
            if name != "tag"
        }


def _called(one: Kind) -> str:
    return str(_PLAIN if one.tag == GENERAL else _OWN) % {"tag": one.tag}


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Say what the file holds, and ask what it is to be called and what is to be told."""
    out = door.out_of(scope, round_id)
    choice = kept(request, round_id)
    people = choice.people(out)
    if not people:
        return redirect(door.at(out))
    found = problems.found(scope, out, people, clock.now())
    several = making.kinds(scope, out, choice)
    first: dict[str, Any] = {"tag": making.tag_of(out, choice)}
    first |= {f"why-{rule}": why for rule, why in choice.reasons.items()}
    form = Holding(several, found.queries, sent(request), initial=first)
    may = bool(several) and not found.count
    if may and form.is_bound and form.is_valid():
        chosen = replace(choice, tag=form.cleaned_data["tag"], reasons=form.reasons())
        chosen = replace(chosen, given=None)
        keep(request, round_id, chosen)
        return redirect(door.at(out, "ready"))
    told = {**_told(out, choice), "found": found, "may": may, "several": several}
    return drawn(request, "school/out/kind.html", form, told)


def _addresses(out: Outgoing, choice: Choice) -> str:
    """Return what is said of addresses."""
    people = choice.people(out)
    count = sum(bool(one.postcode) for one in people)
    if not out.addresses:
        return _("None: this collection does not ask for them.")
    if not making.with_addresses(out, choice):
        return _("None: they go to whom the results are returned, and to nobody else.")
    if not count:
        return _(
            "Your authority asks for addresses, and no postcode is kept on this roll. "
            "Take the roll from a file with postcodes, or send them in another way."
        )
    told = {"count": count, "all": len(people)}
    return _("The postcode of %(count)d of %(all)d goes along.") % told


def _told(out: Outgoing, choice: Choice) -> dict[str, Any]:
    people, to = choice.people(out), destination(out, choice)
    left = [one for one in out.owed if one not in people]
    return {
        "out": out,
        "words": out.book.words,
        "trail": door.trail(out, _("Take results out")),
        "standing": door.standing(out),
        "chosen": len(people),
        "place": place_of(out, to.to, to.number),
        "usual": to.to is usual(out.book),
        "addresses": _addresses(out, choice),
        "left": left,
        "part": sum(one.filled < one.due for one in people),
        "check": reverse("school:marksheet-check", args=[out.round]),
        "back": door.at(out, "to"),
        "papers": reverse("school:papers", args=[out.round]),
    }
