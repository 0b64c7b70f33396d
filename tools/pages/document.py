"""The findings document, from its JSON Schema."""

from typing import Any

from keystage import intake
from tools.pages import code, table

INTRO = """# The findings document

What `keystage check --format json` prints, and what every report is drawn from. The JSON
Schema is what `keystage.intake.schema()` returns."""


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
    return {"findings-document.md": "\n\n".join(parts) + "\n"}
