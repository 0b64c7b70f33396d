"""Files that are called something else than they should be."""

from keystage.synth.faults.model import RECIPES, Facts, Spot


@RECIPES.file("H09")
def called_anything(spot: Spot) -> Facts | None:
    """Give the file a name that a person made up."""
    if not spot.return_.school.estab:
        return None
    spot.return_.name = f"{spot.return_.collection} results final.xml"
    return [spot.fact(None, value=spot.return_.name)]
