"""LibreOffice as a person's hands: it opens workbooks, works them out, saves them."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

# Worked out anew on opening, as Excel does: otherwise what we wrote would be read back.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""
_SECONDS = 240


def saved(files: Sequence[Path], form: str, folder: Path) -> list[Path]:
    """Return the files as LibreOffice saves them in another form, worked out anew."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("no LibreOffice on this machine: apt install libreoffice-calc")
    home = folder / "profile"
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    out = folder / f"saved-{form}"
    command = (program, f"-env:UserInstallation={home.as_uri()}", "--headless")
    subprocess.run(
        [*command, "--convert-to", form, "--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    return [out / f"{file.stem}.{form}" for file in files]


def pictures(pdf: Path) -> list[Path]:
    """Return a picture of every page of `pdf`, beside it."""
    program = shutil.which("pdftoppm")
    if not program:
        pytest.skip("no pdftoppm on this machine: apt install poppler-utils")
    command = [program, "-r", "60", "-png", str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def size(picture: Path) -> tuple[int, int]:
    """Return width and height of a PNG in dots."""
    head = picture.read_bytes()[:24]
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
