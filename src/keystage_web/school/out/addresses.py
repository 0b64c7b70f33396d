"""The addresses of what is taken out of a school's rounds."""

from django.urls import path

from keystage_web.school.out import giving, holding, papers, picking, transfer, where

_AT = "results/<id:round_id>"

urlpatterns = [
    path(f"{_AT}/out", picking.page, name="out"),
    path(f"{_AT}/out/to", where.page, name="out-to"),
    path(f"{_AT}/out/kind", holding.page, name="out-kind"),
    path(f"{_AT}/out/ready", giving.ready, name="out-ready"),
    path(f"{_AT}/out/file", giving.file, name="out-file"),
    path(f"{_AT}/reports", papers.page, name="papers"),
    path(f"{_AT}/reports/table/<slug:form>", papers.table, name="papers-table"),
    path(f"{_AT}/reports/paper/<slug:form>", papers.paper, name="papers-paper"),
    path("roll/<id:pupil>/transfer", transfer.page, name="transfer"),
]
