"""What would have left the machine, in a demonstration alone."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keystage_web.notices import queries


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show mails and events, newest first; 404 outside a demonstration."""
    if not settings.CONFIG.demonstration:
        message = "only in a demonstration"
        raise Http404(message)
    told = {"mails": queries.outbox(), "events": queries.told()}
    return render(request, "notices/outbox.html", told)
