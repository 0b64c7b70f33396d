"""The form of a signed receipt, for programs of others."""

from typing import Any

from keystage.core import packaged


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of a signed receipt."""
    return packaged.schema("keystage.transfer", "receipt-1")
