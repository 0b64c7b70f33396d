"""The pages that belong to no concern: where one begins."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what the service is for; in a demonstration, also whom to try it as."""
    people = import_string(settings.FRONT)() if settings.CONFIG.demonstration else []
    return render(request, "ui/start.html", {"people": people})
