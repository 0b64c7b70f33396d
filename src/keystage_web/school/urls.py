"""The addresses of a school's pages."""

from django.urls import path

from keystage_web.school import home, listed, people, profile
from keystage_web.school.marksheet import addresses as marksheet
from keystage_web.school.out import addresses as out
from keystage_web.school.roll import addresses as roll
from keystage_web.school.signing import addresses as signing

app_name = "school"
urlpatterns = [
    path("", home.page, name="home"),
    *profile.urlpatterns,
    *people.urlpatterns,
    *roll.urlpatterns,
    *marksheet.urlpatterns,
    *signing.urlpatterns,
    *out.urlpatterns,
    *listed.urlpatterns,
]
