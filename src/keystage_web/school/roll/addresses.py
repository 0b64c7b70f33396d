"""The addresses of a roll's pages."""

from django.urls import path

from keystage_web.school.roll import classes, imports, listing, moves, pupils

urlpatterns = [
    path("roll", listing.page, name="roll"),
    path("roll/columns", listing.columns, name="roll-columns"),
    path("roll/move", listing.move, name="roll-move"),
    path("roll/download", listing.download, name="roll-download"),
    path("roll/import", imports.choose, name="roll-import"),
    path("roll/import/<str:draft>", imports.show, name="roll-draft"),
    path("roll/import/<str:draft>/columns", imports.columns, name="roll-draft-columns"),
    path("roll/import/<str:draft>/save", imports.save, name="roll-draft-save"),
    path("roll/import/<str:draft>/discard", imports.discard, name="roll-draft-discard"),
    path("roll/add", pupils.add, name="pupil-add"),
    path("roll/classes", classes.page, name="classes"),
    path("roll/classes/<str:klass>", classes.klass, name="class"),
    path("roll/groups/<str:group>", classes.group, name="group"),
    path("pupils/<str:pupil>", pupils.page, name="pupil"),
    path("pupils/<str:pupil>/leave", pupils.leave, name="pupil-leave"),
    path("pupils/<str:pupil>/back", pupils.back, name="pupil-back"),
    path("pupils/<str:pupil>/upn", pupils.renumber, name="pupil-upn"),
    path("pupils/<str:pupil>/facts", pupils.correct, name="pupil-facts"),
    path("pupils/<str:pupil>/below", pupils.below, name="pupil-below"),
    path("pupils/<str:pupil>/history", pupils.history, name="pupil-history"),
    path("pupils/<str:pupil>/needs", pupils.needs, name="pupil-needs"),
    path("pupils/<str:pupil>/priors", pupils.priors, name="pupil-priors"),
    path("pupils/<str:pupil>/ask", moves.forget, name="pupil-ask"),
    path("pupils/<str:pupil>/ask/<str:collection>", moves.page, name="pupil-question"),
]
