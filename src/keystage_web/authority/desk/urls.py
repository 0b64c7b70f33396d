"""The addresses of the authority's desk."""

from django.urls import path

from keystage_web.authority.desk import board, timeline

urlpatterns = [
    path("board", board.page, name="board"),
    path("board/changes", board.changes, name="board-changes"),
    path("schools/<id:school>/timeline", timeline.page, name="timeline"),
]
