"""Whether some columns of a marksheet were sorted and the others left where they were."""

from keystage.marksheet.sorting.notice import Slip, by_roll, by_template
from keystage.marksheet.sorting.signs import to_properties

__all__ = ["Slip", "by_roll", "by_template", "to_properties"]
