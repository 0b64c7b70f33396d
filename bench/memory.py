"""Peak memory against the number of pupils, each figure in a process of its own."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import made
from bench.table import table
from keystage import ctf, intake
from keystage.xmlguard import Limits

PUPILS = (600, 6_000, 60_000)
LIMITS = Limits.command_line(size=1 << 30)
MIB = 1 << 20


def streamed(path: Path) -> int:
    """Read every pupil and keep none; return how many there were."""
    return sum(1 for _ in ctf.stream(path, limits=LIMITS))


def kept(path: Path) -> int:
    """Read the whole file into records."""
    return len(ctf.read(path, limits=LIMITS).pupils)


def checked(path: Path) -> int:
    """Run the whole pipeline, to the findings document."""
    document = intake.check_paths([path], intake.Options(limits=LIMITS))
    summary = intake.to_dict(document)["summary"]
    return int(summary["pupils"])


WAYS: dict[str, Callable[[Path], int]] = {
    "streamed, nothing kept": streamed,
    "read into records": kept,
    "every check, to the document": checked,
}


def peak() -> int:
    """Return the most memory this process has held since `forget`, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    message = "this system does not say how much memory a process held"
    raise OSError(message)


def forget() -> None:
    """Begin the count of the most memory held again, from what is held now."""
    Path("/proc/self/clear_refs").write_text("5")


def measure(way: str, path: Path) -> int:
    """Return the bytes one way takes above what importing it took."""
    command = [sys.executable, "-m", "bench.memory", way, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def report(sizes: Sequence[int] = PUPILS) -> str:
    """Return the table: a row for each way, a column for each size."""
    if not Path("/proc/self/clear_refs").exists():
        return "Memory is measured on Linux only."
    found: dict[str, list[str]] = {way: [] for way in WAYS}
    heads = []
    with TemporaryDirectory() as folder:
        for pupils in sizes:
            path = Path(folder) / f"{pupils}.xml"
            made.write_long(path, pupils)
            heads.append(f"{pupils:,} pupils ({path.stat().st_size / MIB:.0f} MiB)")
            for way, cells in found.items():
                cells.append(f"{measure(way, path) / MIB:.1f}")
    rows = ((way, *cells) for way, cells in found.items())
    return table(("Peak MiB above imports", *heads), rows)


def main(way: str, path: str) -> None:
    """Print the bytes one way takes: what `measure` runs."""
    forget()
    before = peak()
    WAYS[way](Path(path))
    print(peak() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
