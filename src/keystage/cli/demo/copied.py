"""The whole demonstration as files: what the schools of authority 999 sent."""

from collections.abc import Iterator
from importlib import resources

from keystage.cli.demo import made

# Typed by hand and kept as UTF-8; this is how their bytes were on the way.
STRANGE = {
    "9992010_FSP_999LLLL_001.xml": ("nettlemere.xml", "utf-8"),
    "9992011_PHO_999LLLL_001.xml": ("thistledown.xml", "cp1252"),
    "9992012_FSP_999LLLL_001.xml": ("pipistrelle.xml", "utf-8"),
    "dappledown.xml": ("dappledown.xml", "utf-16"),
}


def files() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the demonstration: its name and its bytes."""
    for name, make in made.FILES.items():
        yield name, make()
    folder = resources.files("keystage.cli.demo") / "strange"
    for name, (kept, encoding) in STRANGE.items():
        text = (folder / kept).read_text(encoding="utf-8")
        yield name, text.encode(encoding)
