"""The schools, their school years, and who is on which roll when."""

from keystage.synth.places.rolls import origins, roll
from keystage.synth.places.schools import DISTRICT, school, schools
from keystage.synth.places.terms import Year, year_at

__all__ = ["DISTRICT", "Year", "origins", "roll", "school", "schools", "year_at"]
