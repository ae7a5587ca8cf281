"""Where the materials of lessons lie in the store: each under a key of its own, for two may have the same name."""

from pathlib import PurePath
from uuid import uuid4


def of_picture(_lesson: object, name: str) -> str:
    """The picture of a lesson."""
    return f"courses/pictures/{uuid4().hex}/{_short(name)}"


def of_file(_lesson: object, name: str) -> str:
    """The file to take along."""
    return f"courses/files/{uuid4().hex}/{_short(name)}"


def _short(name: str) -> str:
    """The name under which it is saved; the whole key has to fit into its column."""
    path = PurePath(name)
    return f"{path.stem[:36]}{path.suffix[:12]}"
