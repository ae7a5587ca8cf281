"""A pytest plugin: writes how many tests ended how to the file named by KWIT_TALLY, for `tests.suite` to sum."""

import json
import os
from pathlib import Path

from _pytest.terminal import TerminalReporter

COUNTED = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "error")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """After each run, in the process that reports."""
    if path := os.environ.get("KWIT_TALLY"):
        counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in COUNTED}
        Path(path).write_text(json.dumps(counts))
