"""Documents typed as plain text, turned into the lines that an engine or a text layer would give."""

from __future__ import annotations

import re
from textwrap import dedent

from extraction.reading import OCR
from extraction.words import TextLine, Word

TILL, SHEET = 44, 110
"""How many letters go into the width of a till roll and of an A4 sheet."""


def lines(text, *, width=SHEET, page=1, rows=60, single=False, turned=0.0, sure=0.98):
    """One line for each printed one. Two blanks or more part two runs of text; with `single` each word stands alone.

    `turned` is how far the lines sink over the width of the page, in heights of a line.
    """
    split = r"\S+" if single else r"\S+(?: \S+)*"
    found = []
    for at, row in enumerate(dedent(text).strip("\n").split("\n")):
        words = [_word(match, at, width, rows, turned, sure) for match in re.finditer(split, row)]
        if words:
            found.append(TextLine(tuple(words), page, OCR))
    return found


def loose(printed):
    """The same words, each as a line of its own: what an engine gives that knows no lines."""
    return [TextLine((word,), line.page, line.source) for line in printed for word in line.words]


def _word(match, row, width, rows, turned, sure):
    left, right = match.start() / width, match.end() / width
    top = (row + 0.15 + turned * (left + right) / 2) / rows
    return Word(match[0], (left, top, right, top + 0.7 / rows), sure)
