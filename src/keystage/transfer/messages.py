"""What is said of a receipt that does not verify: what is wrong, and what to do."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with a receipt, or with what is compared with it."""

    NOT_A_RECEIPT = "not-a-receipt"
    NEWER = "newer"
    ALTERED = "altered"
    OTHER_KEY = "other-key"
    NO_DATA = "no-data"
    DATA_DIFFER = "data-differ"
    NO_FILE = "no-file"
    FILE_DIFFERS = "file-differs"


UNREADABLE = frozenset({Code.NOT_A_RECEIPT, Code.NEWER})
"""Those after which nothing else could be looked at."""

MESSAGES = {
    Code.NOT_A_RECEIPT: (
        (
            "This is not a receipt of Keystage, or so much of it was changed that it "
            "cannot be read."
        ),
        (
            "Take the .json file as the service gave it, not a copy that was opened and "
            "saved again."
        ),
    ),
    Code.NEWER: (
        "This receipt is of a newer form ({0}) than this Keystage knows.",
        "Get a newer Keystage, then try again.",
    ),
    Code.ALTERED: (
        "This receipt was changed after it was signed: nothing it says is proven.",
        "Ask the authority's service for the receipt once more.",
    ),
    Code.OTHER_KEY: (
        (
            "This receipt was signed by another key than you expected. Its key has the "
            "fingerprint {0}."
        ),
        (
            "Ask the authority whether that is one of its keys; its service lists them "
            "on its page of keys. If it is not, the receipt is not the authority's."
        ),
    ),
    Code.NO_DATA: (
        "This receipt is of a file as it was sent: it says nothing of data.",
        "Compare the file itself.",
    ),
    Code.DATA_DIFFER: (
        "These data are not the ones of the receipt.",
        (
            "Take the data of version {0} as the service gave them, not a copy that was "
            "opened and saved again."
        ),
    ),
    Code.NO_FILE: (
        "No file was sent with what this receipt is for.",
        "Compare the data instead.",
    ),
    Code.FILE_DIFFERS: (
        (
            "This file is not the one of the receipt. The one that was sent has {0} bytes, "
            "this one {1}."
        ),
        "Take the file that was sent itself, not a copy that was opened and saved again.",
    ),
}
"""For each of them what is wrong, and what to do."""
