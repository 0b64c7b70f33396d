"""Proof of what was sent: receipts, signed and verified without the service.

    private = new_key()
    data = sign(Receipt(kind=Kind.FILE, ...), private)
    verdict = verify(data, fingerprints=["3f2a 9c01 ..."], file=open("sent.xml", "rb"))
    if not verdict.good:
        print(*(problem.message for problem in verdict.problems))

Signing and verifying need the extra `sign`; everything else Python alone.
"""

from keystage.transfer.document import schema
from keystage.transfer.fingerprints import fingerprint, read_fingerprint, read_keys
from keystage.transfer.messages import Code
from keystage.transfer.receipt import (
    Audit,
    Body,
    Collection,
    Confirmed,
    Counts,
    Declared,
    File,
    Findings,
    Kind,
    Receipt,
    Sent,
    to_dict,
)
from keystage.transfer.sealed import sign
from keystage.transfer.signature import new_key, public_key
from keystage.transfer.verify import Problem, Verdict, verify

__all__ = [
    "Audit",
    "Body",
    "Code",
    "Collection",
    "Confirmed",
    "Counts",
    "Declared",
    "File",
    "Findings",
    "Kind",
    "Problem",
    "Receipt",
    "Sent",
    "Verdict",
    "fingerprint",
    "new_key",
    "public_key",
    "read_fingerprint",
    "read_keys",
    "schema",
    "sign",
    "to_dict",
    "verify",
]
