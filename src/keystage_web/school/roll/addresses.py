"""The addresses of a roll's pages."""

from django.urls import path

from keystage_web.school.roll import classes, imports, listing, moves, pupils

urlpatterns = [
    path("roll", listing.page, name="roll"),
    path("roll/columns", listing.columns, name="roll-columns"),
    path("roll/move", listing.move, name="roll-move"),
    path("roll/download", listing.download, name="roll-download"),
    path("roll/import", imports.choose, name="roll-import"),
    path("roll/import/<id:draft>", imports.show, name="roll-draft"),
    path("roll/import/<id:draft>/columns", imports.columns, name="roll-draft-columns"),
    path("roll/import/<id:draft>/save", imports.save, name="roll-draft-save"),
    path("roll/import/<id:draft>/discard", imports.discard, name="roll-draft-discard"),
    path("roll/add", pupils.add, name="pupil-add"),
    path("roll/classes", classes.page, name="classes"),
    path("roll/classes/<id:klass>", classes.klass, name="class"),
    path("roll/groups/<id:group>", classes.group, name="group"),
    path("pupils/<id:pupil>", pupils.page, name="pupil"),
    path("pupils/<id:pupil>/leave", pupils.leave, name="pupil-leave"),
    path("pupils/<id:pupil>/back", pupils.back, name="pupil-back"),
    path("pupils/<id:pupil>/upn", pupils.renumber, name="pupil-upn"),
    path("pupils/<id:pupil>/facts", pupils.correct, name="pupil-facts"),
    path("pupils/<id:pupil>/below", pupils.below, name="pupil-below"),
    path("pupils/<id:pupil>/history", pupils.history, name="pupil-history"),
    path("pupils/<id:pupil>/needs", pupils.needs, name="pupil-needs"),
    path("pupils/<id:pupil>/priors", pupils.priors, name="pupil-priors"),
    path("pupils/<id:pupil>/ask", moves.forget, name="pupil-ask"),
    path("pupils/<id:pupil>/ask/<str:collection>", moves.page, name="pupil-question"),
]
