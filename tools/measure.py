"""Install the peers and measure Keystage against them: python3 dev.py bench."""

import sys

from tools.shell import call


def main() -> int:
    """Install the bench lock beside the development one, then run `bench`."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-qq")
    code = call(*pip, "--require-hashes", "-r", "requirements/bench.txt")
    return code or call(sys.executable, "-m", "bench", *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
