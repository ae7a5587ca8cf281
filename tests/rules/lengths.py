"""How long files, templates and functions may be; `bin/check` runs it, and a test does."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LONGEST = {".py": 300, ".html": 300, ".js": 300, ".css": 300, ".sh": 300}
LONGEST_TEMPLATE = 120
LONGEST_FUNCTION = 40
SKIPPED = {"vendor", "node_modules", "migrations"}


def source_files() -> list[Path]:
    """Every file of the project itself, also one that is not committed yet; nothing made, installed or borrowed."""
    listed = _known_to_git() or [path.relative_to(PROJECT) for path in PROJECT.rglob("*") if path.is_file()]
    made = {".venv", ".venv-boot", "var", ".git"}
    return [PROJECT / path for path in listed if not set(path.parts) & (SKIPPED | made) and (PROJECT / path).is_file()]


def _known_to_git() -> list[Path]:
    """Empty where there is no git, as on a fresh machine."""
    command = ["git", "-C", str(PROJECT), "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [Path(line) for line in output.splitlines()]


def too_long(path: Path) -> Iterator[str]:
    """What is too long in this file, one sentence each."""
    most = LONGEST.get(path.suffix)
    if most is None:
        return
    if path.suffix == ".html" and path.is_relative_to(PROJECT / "templates"):
        most = LONGEST_TEMPLATE
    text = path.read_text(encoding="utf-8")
    where = path.relative_to(PROJECT)
    if (lines := text.count("\n")) > most:
        yield f"{where}: {lines} lines, at most {most}"
    if path.suffix == ".py":
        yield from (f"{where}:{words}" for words in _long_functions(ast.parse(text)))


def _long_functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{node.lineno}: {node.name} has {lines} lines, at most {LONGEST_FUNCTION}"


def everything_too_long() -> list[str]:
    """Over the whole project."""
    return [words for path in source_files() for words in too_long(path)]


if __name__ == "__main__":
    found = everything_too_long()
    print("\n".join(found))
    sys.exit(bool(found))
