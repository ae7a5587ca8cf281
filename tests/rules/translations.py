"""Whether every string of the project stands in the Polish catalogue, translated, with its placeholders."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((PROJECT / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (str(value or ""),)


def faults(catalogue: Catalog) -> Iterator[str]:
    """Missing or doubtful translations, and such that lose or invent a placeholder."""
    for message in catalogue:
        if message.id:
            yield from (f"{words}: {_texts(message.id)[0]!r}" for words in _faults(message))


def _faults(message: Message) -> Iterator[str]:
    translations = _texts(message.string)
    if message.fuzzy:
        yield "doubtful (fuzzy)"
    if not all(translations):
        yield "not translated"
        return
    wanted = set(PLACEHOLDER.findall(" ".join(_texts(message.id))))
    # One plural form may leave the number out ("one document"), but none may name what the source does not give.
    if set(PLACEHOLDER.findall(" ".join(translations))) != wanted:
        yield "other placeholders"


def all_faults() -> list[str]:
    """Of every catalogue of the project."""
    found: list[str] = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            found += [f"{path.parts[-3]}: {words}" for words in faults(read_po(file))]
    return found


if __name__ == "__main__":
    words = all_faults() if CATALOGUES else ["no catalogue was found"]
    print("\n".join(words))
    sys.exit(bool(words))
