"""The addresses of an authority's pages about its rounds."""

from django.urls import path

from keystage_web.authority.rounds import editing, pages, results, ways

urlpatterns = [
    path("rounds/", pages.every, name="rounds"),
    path("rounds/add", editing.choose, name="round-add"),
    path("rounds/make", editing.add, name="round-make"),
    path("rounds/<id:round_id>", pages.one, name="round"),
    path("rounds/<id:round_id>/edit", editing.edit, name="round-edit"),
    path("rounds/<id:round_id>/move", editing.move, name="round-move"),
    path("rounds/<id:round_id>/extend", editing.extend, name="round-extend"),
    path("rounds/<id:round_id>/entry", editing.switch, name="round-switch"),
    path("rounds/<id:round_id>/routes", ways.routes, name="round-routes"),
    path("rounds/<id:round_id>/guidance", ways.guidance, name="round-guidance"),
    path("rounds/<id:round_id>/grant", ways.grant, name="round-grant"),
    path("rounds/<id:round_id>/results", results.every, name="round-results"),
]
