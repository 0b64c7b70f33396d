"""Make the vendored style sheet and script anew, and say their versions and digests.

Only who changes the version needs npm; everybody else has the files. `--check` looks
at the files alone: nobody has touched them since they were made.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tools import ROOT

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "src/keystage_web/ui/static/ui/govuk"
MANIFEST = "manifest.toml"
VERSION, COMPILER = "6.6.0", "1.108.2"
# What the registry must send, or nothing is made of it.
INTEGRITY = "sha512-xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg=="
# For GOV.UK alone: its typeface, the crest and the crown.
FORBIDDEN = re.compile(r"GDS Transport|@font-face|crest|crown\.svg", re.I)
_MAPS = re.compile(r"\n?(?://[#@]|/\*[#@]) sourceMappingURL=[^\n]*")


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the files of a folder: changed, missing, forbidden."""
    told = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    named = told["files"]
    there = {path.name for path in folder.iterdir()} - {MANIFEST}
    found = [f"{name}: not in the manifest" for name in sorted(there - set(named))]
    for name, wanted in named.items():
        data = (folder / name).read_bytes() if name in there else b""
        if digest(data) != wanted:
            found.append(f"{name}: not as it was made")
        if FORBIDDEN.search(data.decode("utf-8")):
            found.append(f"{name}: holds what only GOV.UK may show")
    return found


def fetched(folder: Path) -> Path:
    """Install both packages into an empty folder; return where they are.

    Raises `SystemExit` where the registry sends something else than it once did.
    """
    wanted = {"govuk-frontend": VERSION, "sass": COMPILER}
    package = {"name": "vendored", "private": True, "dependencies": wanted}
    (folder / "package.json").write_text(json.dumps(package), encoding="utf-8")
    npm = shutil.which("npm") or "npm"
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    subprocess.run([npm, "install", *quiet], cwd=folder, check=True)
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    sent = lock["packages"]["node_modules/govuk-frontend"]["integrity"]
    if sent != INTEGRITY:
        sys.exit(f"govuk-frontend {VERSION} is not what it was: {sent}")
    return folder / "node_modules"


def made() -> dict[str, bytes]:
    """Return the files by name: the style sheet compiled, the script as it comes."""
    with tempfile.TemporaryDirectory() as name:
        packages = fetched(Path(name))
        sheet = subprocess.run(
            [
                packages / ".bin/sass",
                f"--load-path={packages}",
                "--no-source-map",
                "--style=compressed",
                HERE / "govuk.scss",
            ],
            check=True,
            capture_output=True,
        ).stdout
        scripts = packages / "govuk-frontend/dist/govuk/govuk-frontend.min.js"
        script = _MAPS.sub("", scripts.read_text(encoding="utf-8")).encode()
    licence = (HERE / "licence.txt").read_bytes()
    return {"govuk.css": sheet, "govuk.js": script, "LICENCE.txt": licence}


def write(files: dict[str, bytes], folder: Path) -> str:
    """Write files and manifest, nothing else staying; return the manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    lines = [f'"{name}" = "{digest(data)}"' for name, data in files.items()]
    head = ["# Made by python3 dev.py vendor; SHA-256 of each file.", ""]
    versions = [f'"govuk-frontend" = "{VERSION}"', f'"sass" = "{COMPILER}"']
    told = [*head, "[versions]", *versions, "", "[files]", *lines]
    text = "\n".join(told) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return text


def main() -> int:
    """Make the files, or with --check only look at them; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="dev.py vendor", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only look at the files")
    if not parser.parse_args().check:
        print(write(made(), FOLDER))
    found = faults(FOLDER)
    print("\n".join(found) or "as they were made")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
