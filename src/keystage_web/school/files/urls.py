"""The addresses of files: a school's list, and one file each."""

from django.urls import path

from keystage_web.school.files import (
    checking,
    columns,
    receipts,
    reviewing,
    sending,
)

app_name = "files"
urlpatterns = [
    path("school/check", checking.page, name="check"),
    path("school/<id:school>/files", sending.sent, name="sent"),
    path("school/<id:school>/files/<id:round_id>", sending.of_round, name="round"),
    path("files/<id:file>", receipts.receipt, name="receipt"),
    path("files/<id:file>/receipt.json", receipts.as_json, name="receipt-json"),
    path("files/<id:file>/receipt.pdf", receipts.as_pdf, name="receipt-pdf"),
    path("files/<id:file>/columns", columns.page, name="columns"),
    path("files/<id:file>/review", reviewing.review, name="review"),
    path("files/<id:file>/take", reviewing.take, name="take"),
    path("files/<id:file>/original", receipts.original, name="original"),
    path("files/<id:file>/recall", receipts.recall, name="recall"),
    path("files/<id:file>/received", receipts.received, name="received"),
]
