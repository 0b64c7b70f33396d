"""One resolved document out of a rulebook's layers: deep merge by key.

A rulebook is a folder of TOML files, or one file for a small one. Together they are
one document of tables within tables; a layer that `extends` another says only what
differs, and `remove` takes out what no longer holds (`remove = ["checks.R01"]`). Lists
are values: they are replaced whole, never joined.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from typing import Any, cast

from keystage.core.errors import RulebookError
from keystage.rulebooks.overlay.layers import (
    EXTENDS,
    FILES,
    REMOVE,
    REVISION,
    YEAR,
    Layer,
    Origin,
    layers_of,
    shipped_layer,
)
from keystage.rulebooks.overlay.tables import (
    Keys,
    Tables,
    cut,
    is_table,
    laid,
    leaves,
    outermost,
    tables,
)

OF_ONE_YEAR = (
    ("deadlines",),
    ("threshold", "visible_from"),
    ("provisional",),
    ("movement", "window"),
)
"""Facts of one summer: a later year never inherits them."""


@dataclass(frozen=True)
class Document:
    """The tables of a book, out of a layer and the document that it stands on.

    Nobody may change the tables: books share those that they have in common.
    """

    name: str
    tables: Tables
    layer: Layer
    base: "Document | None" = None

    @property
    def own(self) -> Mapping[Keys, Any]:
        """What the topmost layer says, by keys."""
        return self.layer.own

    @cached_property
    def origin(self) -> Origin:
        """The file that gave each value."""
        beneath = self.base.origin if self.base else {}
        live = dict(leaves(self.tables))
        return {k: f for k, f in (beneath | self.layer.files).items() if k in live}

    @cached_property
    def inherited(self) -> Mapping[Keys, Any]:
        """What the layers beneath had said before the topmost spoke, by keys."""
        return dict(leaves(_inherited(self.base, self.layer))) if self.base else {}

    def place(self, *keys: str) -> str:
        """Return the file and keys of a place: 'eyfsp_2024/checks.toml: checks.P02'."""
        single = f"{self.name}.toml"
        alone = single in self.origin.values()
        main = single if alone else f"{self.name}/{FILES[0]}"
        if not keys:
            return main
        given = (self.origin[path] for path in self.origin if path[: len(keys)] == keys)
        return f"{next(given, main)}: {'.'.join(keys)}"


def resolve(name: str, roots: Sequence[Traversable] = ()) -> Document:
    """Return the document of the book called `name`, all its layers merged.

    Raises `RulebookError` for a missing layer, a ring of layers, TOML that cannot
    be read, a value given in two files of one layer, and a removal of nothing.
    """
    chain = layers_of(name, roots)
    document: Document | None = None
    for place, layer in reversed(list(enumerate(chain))):
        ours = all(beneath.shipped for beneath in chain[place:])
        document = _ours(layer.name) if ours else _over(layer, document)
    return cast(Document, document)


@cache
def _ours(name: str) -> Document:
    """Return a document of our layers alone; once, since each year stands on the last."""
    layer = shipped_layer(name)
    beneath = layer.own.get(EXTENDS)
    return _over(layer, None if beneath is None else _ours(str(beneath)))


def _over(layer: Layer, base: Document | None) -> Document:
    """Lay a layer on the document it extends."""
    if base is None:
        return Document(layer.name, tables(layer.own), layer)
    own = layer.own
    kept = _without(_inherited(base, layer), own.get(REMOVE, []), layer.name)
    merged = laid(kept, tables(own))
    for (key,) in (EXTENDS, REMOVE):
        if not is_table(merged.get(key)):
            merged.pop(key, None)
    revision = _revision(outermost(base.tables, REVISION, 1), own.get(REVISION, 1))
    if revision != 1:
        merged[REVISION[0]] = revision
    return Document(layer.name, merged, layer, base)


def _inherited(base: Document, layer: Layer) -> Tables:
    """Return what a layer finds beneath it: not the revision, nor last summer's facts."""
    kept = base.tables
    if not is_table(kept.get(REVISION[0])):
        kept = cut(kept, REVISION)
    year = outermost(kept, YEAR, None)
    if layer.own.get(YEAR, year) != year:
        for fact in OF_ONE_YEAR:
            kept = cut(kept, fact)
    return kept


def _revision(beneath: Any, own: Any) -> Any:
    """Return the revision of a book: errata of a layer are errata of all above it.

    What is no number is left for the builder to complain of.
    """
    if isinstance(beneath, int) and isinstance(own, int):
        return beneath + own - 1
    return own


def _without(found: Tables, remove: Any, name: str) -> Tables:
    for text in remove if isinstance(remove, list) else [remove]:
        gone = tuple(str(text).split("."))
        kept = cut(found, gone)
        if gone[0] == "checks":  # a check's examples go with it
            kept = cut(kept, ("examples", *gone[1:]))
        if kept is found:
            raise RulebookError(f"{name}: remove = {text!r}: there is no such thing.")
        found = kept
    return found
