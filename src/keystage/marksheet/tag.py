"""How a template says what it is for: a few custom properties of the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass

MARKSHEET = "Marksheet"
"""The sheet of a template that is filled in."""
INSTRUCTIONS, FIGURES, COUNTS = "Instructions", "Figures", "Counts"
"""The sheets beside it, which hold no pupils."""

_PREFIX = "Keystage "
_FIELDS = ("rulebook", "digest", "school", "version", "kind")


@dataclass(frozen=True, slots=True)
class Tag:
    """What a template was made for.

    `rulebook` is the id (`phonics-2026`) and `digest` its SHA-256; `school` the
    seven digits of the school or a setting's URN, or ''; `version` that of the
    Keystage that made it; `kind` what the workbook is (`template`, `report`).
    """

    rulebook: str
    digest: str = ""
    school: str = ""
    version: str = ""
    kind: str = "template"


def to_properties(tag: Tag) -> dict[str, str]:
    """Return `tag` as custom document properties; a part that is '' is left out."""
    held = {name: str(getattr(tag, name)) for name in _FIELDS}
    return {f"{_PREFIX}{name}": text for name, text in held.items() if text}


def from_properties(properties: Mapping[str, str]) -> Tag | None:
    """Return the tag in a workbook's properties, or None where there is none."""
    held = {name: properties.get(f"{_PREFIX}{name}", "").strip() for name in _FIELDS}
    return Tag(**held) if held["rulebook"] else None
