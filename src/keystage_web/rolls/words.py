"""What the facts of a roll are called, for people; what places and reasons mean."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from keystage.movement import Place
from keystage_web.rolls.children import Fact
from keystage_web.rolls.reviewing.model import Answer, Why

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FACTS: "Mapping[Fact, StrPromise]" = {
    "upn": _("UPN"),
    "surname": _("Surname"),
    "forename": _("Forename"),
    "middle": _("Middle names"),
    "born": _("Date of birth"),
    "sex": _("Sex"),
    "year_group": _("Year group"),
    "group": _("Class"),
    "joined": _("First day on the roll"),
    "left": _("Last day on the roll"),
    "below": _("Below the standard of the test"),
    "premium": _("Pupil premium"),
    "sen": _("SEN provision"),
    "language": _("First language"),
    "postcode": _("Postcode"),
}
PLACES: "Mapping[str, StrPromise]" = {
    Place.ANOTHER_SCHOOL: _("At another school"),
    Place.HOME_EDUCATION: _("Educated at home"),
    Place.NON_PARTICIPATING: _("At a school that does not take part"),
    Place.ABROAD: _("Abroad"),
    Place.MISSING: _("Nobody knows: missing from education"),
    Place.NOWHERE: _("At no school before"),
}
WHY: "Mapping[Why, StrPromise]" = {
    Why.RENUMBERED: _("Same name and date of birth, another UPN."),
    Why.RENAMED: _(
        "Same UPN, but both names are others, or one name and the date of birth."
    ),
    Why.ALIKE: _(
        "Same date of birth and one name the same; neither has another match."
    ),
    Why.RETURNED: _(
        "The roll says that this child has left; the file says that it has not."
    ),
}
ANSWERS: "Mapping[Why, Mapping[Answer, StrPromise]]" = {
    Why.RENUMBERED: {
        Answer.SAME: _(
            "The same child: take the new UPN, and keep the one before as former"
        ),
        Answer.OTHER: _("Another child: add to the roll"),
        Answer.LEAVE: _("Leave the roll as it is"),
    },
    Why.RENAMED: {
        Answer.SAME: _("The same child: take the name and date of birth of the file"),
        Answer.OTHER: _("Another child: add to the roll, without a UPN for now"),
        Answer.LEAVE: _("Leave the roll as it is"),
    },
    Why.ALIKE: {
        Answer.SAME: _("The same child: take what the file says"),
        Answer.OTHER: _("Another child: add to the roll"),
        Answer.LEAVE: _("Leave the roll as it is"),
    },
    Why.RETURNED: {
        Answer.SAME: _("On the roll: take the last day away"),
        Answer.LEAVE: _("Has left: leave the roll as it is"),
    },
}
ACTIONS: "Mapping[str, StrPromise]" = {
    "pupil.view_core": _("Looked at this pupil"),
    "pupil.view_address_sen": _(
        "Looked at pupil premium, SEN, first language and postcode"
    ),
    "pupil.search_la": _("Found this pupil by a search"),
    "pupil.history": _("Looked at who looked"),
    "marksheet.add_pupil": _("Put on the roll"),
    "marksheet.mark_left": _("Marked as left, or back on the roll"),
    "marksheet.edit_cell": _("Results entered or changed"),
    "marksheet.fill": _("Results filled in for many"),
    "marksheet.settle": _("Chose between two results that met"),
    "marksheet.undo": _("Took a change of results back"),
    "marksheet.restore": _("Put results as they were before"),
    "marksheet.exempt": _("Said that this pupil is exempt, or is not"),
    "marksheet.open_cell": _("Opened a closed result"),
    "marksheet.known": _("Kept what the school before told"),
    "marksheet.read_back": _("Read a result against the paper"),
    "marksheet.note": _("Commented on this pupil"),
    "marksheet.flag": _("Marked to come back to, or not"),
    "marksheet.view": _("Looked at results"),
    "export.school_ctf": _("Took a file with this pupil's results"),
    "return.export": _("Took a table with this pupil's results"),
    "report.pupil_level": _("Took a paper with this pupil's results"),
    "roll.import": _("Taken from a file"),
    "roll.export": _("Downloaded the roll"),
    "roll.correct": _("Put right"),
    "roll.below": _("Said which tests are not taken"),
    "roll.moves": _("Answered who reports this pupil"),
    "roll.classes": _("Changed a group"),
    "roll.view_priors": _("Looked at results of earlier years"),
}
