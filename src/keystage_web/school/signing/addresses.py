"""The addresses of a return's pages."""

from django.urls import path

from keystage_web.school.signing import hub, saying, talking, telling, unlocking
from keystage_web.school.signing.record import history, mine
from keystage_web.school.signing.sending import after, sign

_AT = "results/<id:round_id>"
_VERSION = f"{_AT}/versions/<slug:number>"

urlpatterns = [
    path(f"{_AT}/return", hub.page, name="return"),
    path(f"{_AT}/changed", telling.changed, name="return-changed"),
    path(f"{_AT}/guidance", telling.guidance, name="return-guidance"),
    path(f"{_AT}/sign", sign.page, name="return-sign"),
    path(f"{_AT}/sign/sent", after.page, name="return-sent"),
    path(f"{_AT}/confirm", after.confirm, name="return-confirm"),
    path(f"{_AT}/unlock", unlocking.ask, name="return-unlock"),
    path(f"{_AT}/withdraw", unlocking.withdraw, name="return-withdraw"),
    path(f"{_AT}/resume", unlocking.resume, name="return-resume"),
    path(f"{_AT}/late", saying.late, name="return-late"),
    path(f"{_AT}/not-late", saying.not_late, name="return-not-late"),
    path(f"{_AT}/excuse", saying.excuse, name="return-excuse"),
    path(f"{_AT}/include", saying.include, name="return-include"),
    path(f"{_AT}/uploaded/<slug:kind>", saying.uploaded, name="return-uploaded"),
    path(f"{_AT}/versions", history.versions, name="return-versions"),
    path(f"{_AT}/cells", history.changes, name="return-cells"),
    path(_VERSION, history.version, name="return-version"),
    path(f"{_VERSION}/difference", history.difference, name="return-difference"),
    path(f"{_AT}/mine", mine.page, name="return-mine"),
    path(f"{_AT}/queries", talking.threads, name="return-questions"),
    path(f"{_AT}/queries/<id:query>", talking.thread, name="return-question"),
    path(
        f"{_AT}/corrections/<id:correction>",
        talking.correction,
        name="return-correction",
    ),
]
