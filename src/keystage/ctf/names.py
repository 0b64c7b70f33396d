"""File names of results files: `keystage.core.file_names`, for those who read files."""

from keystage.core.file_names import (
    LAST_NUMBER,
    TABLE_TAGS,
    TAGS,
    FileName,
    TableName,
    from_header,
    make,
    make_table,
    next_free,
    parse,
    parse_table,
)

__all__ = [
    "LAST_NUMBER",
    "TABLE_TAGS",
    "TAGS",
    "FileName",
    "TableName",
    "from_header",
    "make",
    "make_table",
    "next_free",
    "parse",
    "parse_table",
]
