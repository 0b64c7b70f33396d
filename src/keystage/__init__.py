"""Check and handle English primary schools' key-stage results.

The library floor of Keystage: it reads and writes Common Transfer Files, knows
the rules of each collection and year, and reports findings. It needs Python
alone, and it never looks at the clock or the network.
"""

__version__ = "0.1.0"
