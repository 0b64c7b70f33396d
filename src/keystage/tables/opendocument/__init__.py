"""Workbooks of the .ods kind."""

from keystage.tables.opendocument.document import MIMETYPE, read_document

__all__ = ["MIMETYPE", "read_document"]
