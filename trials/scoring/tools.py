"""The scoring scripts of the shared folder beside the project: they decide, not we."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from trials.calibration.labelled import SHARED
from trials.service import PROJECT

TOOLS = SHARED / "tools"
DATA = SHARED / "data"


def are_there() -> bool:
    """Whether the shared files are beside the project."""
    return (TOOLS / "score_reading.py").is_file()


@cache
def rules(name: str = "score_reading") -> Any:
    """A scoring script as a module."""
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed_by(name: str, *arguments: str | Path) -> str:
    """What a scoring script prints; it calls `bin/read` of this project."""
    command = [sys.executable, str(TOOLS / f"{name}.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    return done.stdout + done.stderr
