"""The addresses of an authority's pages."""

from django.urls import path

from keystage_web.authority import home, people, rolls
from keystage_web.authority.rounds import urls as rounds
from keystage_web.authority.schools import urls as schools

app_name = "authority"
urlpatterns = [
    path("", home.page, name="home"),
    *rounds.urlpatterns,
    *schools.urlpatterns,
    *people.urlpatterns,
    *rolls.urlpatterns,
]
