"""The pages that belong to no concern: where one begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what the service is for."""
    return render(request, "ui/start.html")
