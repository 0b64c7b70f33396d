"""What dev.py runs inside the virtual environment; never part of the wheel."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
