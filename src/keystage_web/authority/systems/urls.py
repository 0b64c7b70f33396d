"""The addresses of pages about systems that are told, and about work given up."""

from django.urls import path

from keystage_web.authority.systems import hooks, undone

urlpatterns = [
    path("systems", hooks.every, name="hooks"),
    path("systems/add", hooks.add, name="hook-add"),
    path("systems/<id:hook>", hooks.one, name="hook"),
    path("systems/<id:hook>/try", hooks.attempt, name="hook-try"),
    path("systems/<id:hook>/end", hooks.end, name="hook-end"),
    path("undone", undone.every, name="undone"),
    path("undone/<id:job>/again", undone.again, name="undone-again"),
    path("undone/<id:job>/aside", undone.aside, name="undone-aside"),
]
