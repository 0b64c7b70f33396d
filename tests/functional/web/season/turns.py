"""Who takes part in which collection, and what is planted in what each of them sends.

Each two turns are the four stories once: four schools take part in a collection, and
twelve with KEYSTAGE_SCALE=1, so that each story has each collection with other faults.
Schools were chosen for being small, with movers on some lists.
"""

from keystage.synth.model import Collection
from tests.conftest import SCALE
from tests.functional.web.season.invented import Invented, invented

_TURNS = {
    Collection.PHONICS: (
        ((270, "more_than_all"), (40, "set_aside_by_school")),
        ((116, "mark_and_absent"), (133, "more_than_all")),
        ((397, "set_aside_by_school"), (186, "more_than_all")),
        ((389, "no_mark"), (297, "set_aside_by_school")),
        ((184, "more_than_all"), (215, "set_aside_by_school")),
        ((378, "more_than_all"), (13, "more_than_all")),
    ),
    Collection.EYFSP: (
        ((153, "goal_left_out"), (256, "no_such_code")),
        ((130, "no_goal_at_all"), (122, "one_goal_exempt")),
        ((238, "no_such_code"), (348, "goal_left_out")),
        ((351, "one_goal_exempt"), (117, "no_such_code")),
        ((155, "no_goal_at_all"), (329, "goal_left_out")),
        ((263, "no_such_code"), (391, "goal_left_out")),
    ),
    Collection.KS1: (
        ((238, "subject_left_out"), (351, "no_such_code")),
        ((153, "reading_set_aside"), (239, "engaged_and_judged")),
        ((154, "engaged_and_judged"), (131, "subject_left_out")),
        ((391, "no_subject_at_all"), (348, "reading_set_aside")),
        ((155, "no_such_code"), (323, "absent_from_science")),
        ((329, "below_but_in_science"), (393, "subject_left_out")),
    ),
    Collection.KS2: (
        ((329, "below_and_not_judged"), (186, "step_in_science")),
        ((154, "judged_in_reading"), (92, "writing_set_aside")),
        ((145, "science_left_out"), (155, "left_in_one")),
        ((253, "left_in_one"), (32, "science_left_out")),
        ((391, "writing_set_aside"), (351, "nothing_at_all")),
        ((239, "step_in_science"), (348, "science_left_out")),
    ),
}

COLLECTIONS = tuple(_TURNS)

DOUBTS = {"PH-X10", "K1-X2", "K1-X3", "K1-X4", "K2-X8", "K2-X11", "EY-X4"}
"""Rules that ask for a look, and for no reason."""


def schools(collection: Collection) -> list[Invented]:
    """Return who takes part: four, or twelve."""
    turns = _TURNS[collection] if SCALE >= 1 else _TURNS[collection][:2]
    return [invented(collection, *one) for pair in turns for one in pair]
