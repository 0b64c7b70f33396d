"""What people call a version."""

_GROUP = 4  # characters of a reference between two hyphens


def reference(version: str) -> str:
    """Return what people call a version: its id, to be read over the telephone."""
    parts = [version[at : at + _GROUP] for at in range(0, len(version), _GROUP)]
    return "-".join(parts).upper()
