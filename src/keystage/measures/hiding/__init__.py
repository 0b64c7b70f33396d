"""What may not be shown of measures of several groups, or one could work it out.

Figures that are small are hidden, and with them as many others as it takes. Those
are chosen by the sizes of the groups, never by the figures, which would give them
away. A mean is hidden wherever a share of the same pupils is.
"""

from keystage.measures.hiding.choose import Groups, hide
from keystage.measures.hiding.veil import Hidden, Level, Veil, level

__all__ = ["Groups", "Hidden", "Level", "Veil", "hide", "level"]
