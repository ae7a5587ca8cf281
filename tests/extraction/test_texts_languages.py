"""Invented papers in the languages that are read, each with the facts that stand on it: `papers/*.txt`.

Above the line `---` stand the right values (several, parted by bars, where more than one is right) and the width of the
paper in letters; under it the print.
"""

from pathlib import Path

import pytest

from extraction.texts import find_fields
from extraction.texts.folding import squeeze
from extraction.values import letters
from tests.extraction.printed import SHEET, lines, loose

PAPERS = sorted(Path(__file__).with_name("papers").glob("*.txt"))


def facts_and_print(path):
    head, _, printed = path.read_text(encoding="utf-8").partition("---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    width = int(facts.pop("width", SHEET))
    return {name: value.split(" | ") for name, value in facts.items()}, printed, width


def plain(name, value):
    return letters(value) if name.endswith("_tax_id") else squeeze(value) if name.endswith("_name") else value


@pytest.mark.parametrize("has_lines", [True, False], ids=["in lines", "in words"])
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_facts_are_read_in_each_language(path, has_lines):
    right, printed, width = facts_and_print(path)
    rows = max(printed.count("\n") + 10, 60)
    given = (
        lines(printed, width=width, rows=rows)
        if has_lines
        else loose(lines(printed, width=width, rows=rows, single=True))
    )
    found = find_fields(given, known={})
    read = {name: plain(name, found[name].value) if name in found else None for name in right}
    wrong = {name: value for name, value in read.items() if value not in [plain(name, one) for one in right[name]]}
    assert not wrong
