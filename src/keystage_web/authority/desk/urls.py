"""The addresses of the authority's desk."""

from django.urls import path

from keystage_web.authority.desk import (
    asking,
    board,
    correcting,
    deciding,
    downloads,
    posting,
    school,
    timeline,
)

_RETURN = "rounds/<id:round_id>/results/<id:school>"

urlpatterns = [
    path("board", board.page, name="board"),
    path("board/changes", board.changes, name="board-changes"),
    path("schools/<id:school>/timeline", timeline.page, name="timeline"),
    path("rounds/<id:round_id>/download-all", downloads.every, name="download-all"),
    path("rounds/<id:round_id>/report", posting.page, name="report"),
    path("rounds/<id:round_id>/accept", deciding.many, name="accept-many"),
    path(_RETURN, school.page, name="round-school"),
    path(f"{_RETURN}/versions/<id:version>", school.differs, name="version"),
    path(f"{_RETURN}/download", downloads.one, name="download"),
    path(f"{_RETURN}/received", deciding.receive, name="receive"),
    path(f"{_RETURN}/accept", deciding.accept, name="accept"),
    path(f"{_RETURN}/unlock", deciding.unlock, name="unlock"),
    path(f"{_RETURN}/unlock/decline", deciding.decline, name="unlock-decline"),
    path(f"{_RETURN}/query", asking.ask, name="query"),
    path(f"{_RETURN}/query/<id:query>", asking.reply, name="query-reply"),
    path(f"{_RETURN}/query/<id:query>/close", asking.close, name="query-close"),
    path(f"{_RETURN}/correct", correcting.propose, name="correct"),
    path(f"{_RETURN}/code", correcting.code, name="code"),
    path(
        f"{_RETURN}/corrections/<id:correction>/phone",
        correcting.phone,
        name="correction-phone",
    ),
    path(
        f"{_RETURN}/corrections/<id:correction>/confirm",
        correcting.confirm,
        name="correction-confirm",
    ),
]
