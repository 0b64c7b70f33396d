"""The findings document and every other JSON a verb prints, from its JSON Schema."""

import json
from pathlib import Path
from typing import Any

from keystage import intake
from tools import ROOT
from tools.pages import code, table

INTRO = """# The findings document

What `keystage check --format json` prints, and what every report is drawn from. The JSON
Schema is what `keystage.intake.schema()` returns."""


OTHERS = """# The other documents

JSON the verbs print for programs, and the service gives. Each names its form in `schema`
or `format`; keys may be added to a form, and none is removed or changes its meaning but
under another name."""
PRINTED = {
    "difference-1": ("`keystage diff A B --format json`", "keystage.changes.schema()"),
    "differences-1": (
        "`keystage diff` of folders or zips",
        'keystage.changes.schema("differences-1")',
    ),
    "summary-1": (
        "`keystage summary --format json`",
        "keystage.reports.summary.plain.schema()",
    ),
    "recheck-1": (
        "`keystage summary --recheck --format json`",
        'keystage.reports.summary.plain.schema("recheck-1")',
    ),
    "who-1": (
        "`keystage who --format json`",
        "src/keystage/movement/schema/who-1.json",
    ),
    "rulebook-1": (
        "`keystage rules show ID --format json`",
        "keystage.rulebooks.schema()",
    ),
    "pupils-1": (
        "`keystage convert` to JSON lines, each line",
        "keystage.exports.jsonl.schema()",
    ),
    "conformance-1": (
        "`keystage conformance --format json`",
        "keystage.synth.conformance.telling.schema()",
    ),
    "kit-1": (
        "`keystage synth --kit`, each line of kit.jsonl",
        "keystage.synth.conformance.kit.schema()",
    ),
    "receipt-1": (
        "the service, for each sending",
        "keystage.transfer.schema()",
    ),
    "key-1": (
        "`keystage synth`, each line of key.jsonl",
        "keystage.synth.key.schema()",
    ),
}


def kind(schema: dict[str, Any]) -> str:
    """Return what a property holds, in few words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return code(f'"{schema["const"]}"')
    if "enum" in schema:
        return ", ".join(code(str(value)) for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(kind(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    types = schema.get("type", "anything")
    return " or ".join(types) if isinstance(types, list) else str(types)


def section(title: str, schema: dict[str, Any]) -> str:
    """Return one object of the document as a heading, a sentence and a table."""
    rows = (
        (code(name), kind(part), part.get("description", ""))
        for name, part in schema.get("properties", {}).items()
    )
    words = schema.get("description", "")
    return f"## {title}\n\n{words}\n\n{table(('Key', 'Holds', 'Meaning'), rows)}"


def pages() -> dict[str, str]:
    """Return the page."""
    schema = intake.schema()
    parts = [INTRO, section("document", schema)]
    parts += [section(name, part) for name, part in schema.get("$defs", {}).items()]
    return {
        "findings-document.md": "\n\n".join(parts) + "\n",
        "other-documents.md": others(),
    }


def others() -> str:
    """Return the page of all other documents; raises `KeyError` for one not named."""
    packages = ROOT / "src" / "keystage"
    paths = {path.stem: path for path in packages.rglob("schema/*.json")}
    mine = sorted(set(paths) - {"findings-1"}, key=list(PRINTED).index)
    rows = (
        (code(name), PRINTED[name][0], said(paths[name]), code(PRINTED[name][1]))
        for name in mine
    )
    heads = ("Form", "Printed by", "What it is", "Its JSON Schema")
    return "\n\n".join([OTHERS, table(heads, rows)]) + "\n"


def said(path: Path) -> str:
    """Return what a schema says it is of."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    return str(schema.get("description") or schema["title"])
