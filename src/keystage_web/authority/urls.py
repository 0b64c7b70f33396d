"""The addresses of an authority's pages."""

from django.urls import path

from keystage_web.authority import home, people, rolls
from keystage_web.authority.desk import urls as desk
from keystage_web.authority.files import urls as files
from keystage_web.authority.rounds import urls as rounds
from keystage_web.authority.schools import urls as schools
from keystage_web.authority.systems import urls as systems

app_name = "authority"
urlpatterns = [
    path("", home.page, name="home"),
    *desk.urlpatterns,
    *rounds.urlpatterns,
    *files.urlpatterns,
    *schools.urlpatterns,
    *systems.urlpatterns,
    *people.urlpatterns,
    *rolls.urlpatterns,
]
