"""What whoever makes a school system is to do about what our reader notices.

A school is told to export again, or to ask its supplier: here the supplier reads.
"""

_ENCODING = "Write every character in the encoding that the first line names; UTF-8 has them all."
_REFUSED = "Leave it out of the export: other systems may refuse the file for it."
_WHOLE = "Write every part of every result."
_FIXES = {
    "XML-BOM": "Write UTF-8 without a byte-order mark.",
    "XML-VERSION": "Begin the file with a first line that says version 1.0.",
    "XML-ENCODING": _ENCODING,
    "XML-ENCODING-READ-AS-1252": _ENCODING,
    "XML-PI": _REFUSED,
    "XML-COMMENT": _REFUSED,
    "XML-DTD": "Write no DOCTYPE: readers refuse a file with one.",
    "XML-MIXED": "Write the text in an element of its own, or leave it out.",
    "XML-MALFORMED": "Let a library for XML write the file, the signs in texts too.",
    "CTF-NAMESPACE": "Write the elements without a namespace and without prefixes.",
    "CTF-ORDER": "Write the elements in the format's order.",
    "CTF-GENDER": "Call the element as the version in the header calls it.",
    "CTF-VERSION-FORM": "Write the version as the format does.",
    "CTF-UNKNOWN-ELEMENT": _REFUSED,
    "CTF-UNKNOWN-ATTRIBUTE": _REFUSED,
    "CTF-MISSING": _WHOLE,
    "CTF-INCOMPLETE": _WHOLE,
    "CTF-NAMES-IN-DETAILS": "Write it before BasicDetails, where the format has it.",
    "CTF-HEADER": "Write a Header that says which school the file comes from.",
    "CTF-REPEATED": "Write it once in each place.",
    "H03": "Write the version of the format that belongs to this summer.",
}
_ELSE = "Change what the export writes so that this is no longer said of it."
_OTHERS = ("upplier", "xport it again", "xport the file again", "xport again")


def fix(rule: str, said: str) -> str:
    """Return what to do about the finding `rule`; `said` is what a school is told."""
    if rule in _FIXES:
        return _FIXES[rule]
    return _ELSE if any(part in said for part in _OTHERS) else said
