"""Files that are called something else than they should be."""

from keystage.synth.faults.changes import listed
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.writing import file_name


def _called(spot: Spot, name: str) -> Facts | None:
    """Give the file a name; a setting's is never of the pattern."""
    if not listed(spot.return_):
        return None
    spot.return_.name = name
    return [spot.fact(None, value=name)]


@RECIPES.file("H09")
def called_anything(spot: Spot) -> Facts | None:
    """Give the file a name that a person made up."""
    return _called(spot, f"{spot.return_.collection} results final.xml")


@RECIPES.file("H09-suffix", "H09")
def saved_again(spot: Spot) -> Facts | None:
    """Give the file the mark that a browser adds when it saves one again."""
    return _called(spot, file_name(spot.return_).replace(".xml", " (1).xml"))


@RECIPES.file("H09-header", "H09")
def called_by_another(spot: Spot) -> Facts | None:
    """Give the file the name of another school's."""
    name = file_name(spot.return_)
    return _called(spot, name[:3] + "1999" + name[7:])


@RECIPES.file("H09-tag", "H09")
def called_of_another_kind(spot: Spot) -> Facts | None:
    """Name a kind in the file's name that is no collection's."""
    name = file_name(spot.return_)
    return _called(spot, f"{name[:8]}ABC{name[11:]}")
