"""The addresses of an authority's pages about its schools."""

from django.urls import path

from keystage_web.authority.schools import days, editing, pages, register

urlpatterns = [
    path("schools/", pages.every, name="schools"),
    path("schools/add", editing.add, name="school-add"),
    path("schools/register", register.choose, name="register"),
    path("schools/register/<id:arrival>", register.review, name="register-review"),
    path(
        "schools/register/<id:arrival>/columns",
        register.told,
        name="register-columns",
    ),
    path("schools/<id:school>", pages.one, name="school"),
    path("schools/<id:school>/edit", editing.edit, name="school-edit"),
    path("schools/<id:school>/close", editing.close, name="school-close"),
    path("schools/<id:school>/merge", editing.merge, name="school-merge"),
    path("schools/<id:school>/before", editing.before, name="school-before"),
    path("schools/<id:school>/owes/<str:book>", editing.owes, name="school-owes"),
    path("calendar", days.page, name="calendar"),
    path("calendar/term", days.term, name="calendar-term"),
    path("calendar/<id:day>/back", days.put_back, name="day-back"),
]
