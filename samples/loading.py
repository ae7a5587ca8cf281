"""Joins `program.json` and the files it names into one dictionary: what the demo loader and the generator read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

DEMO_PASSWORD = "rura-i-kolanko-20"  # noqa: S105  # told to everybody
"""Everybody of the demo signs in with it; the demo's people exist nowhere else."""


def load_program() -> dict[str, Any]:
    """The whole demo program. Every `{"file": NAME}` is replaced by what the file holds: JSON or text.

    Names count from `samples/`.
    """
    joined: dict[str, Any] = _joined({"file": "program.json"})
    return joined


def _joined(value: Any) -> Any:
    if isinstance(value, list):
        return [_joined(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"file"}:
        return _held_by(HERE / value["file"])
    return {key: _joined(item) for key, item in value.items()}


def _held_by(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    return _joined(json.loads(text)) if file.suffix == ".json" else text
