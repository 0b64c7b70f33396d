"""What a workbook has that its writer would lose: carried past it, in safe pieces.

openpyxl keeps no alternative text of tables, no word that numbers are meant as texts,
and draws charts anew without what is said of them. These are taken from the file
given, every part through the guard, and put into the file that goes back.
"""

from keystage.tables.noted.carried.found import Carried, carried
from keystage.tables.noted.carried.put import put

__all__ = ["Carried", "carried", "put"]
