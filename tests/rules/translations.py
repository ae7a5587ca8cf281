"""Whether every string of the project stands in the Polish catalogue, translated, with its placeholders.

`python -m tests.rules.translations --add` writes those that are not there yet to its end, to be translated.
"""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((PROJECT / "locale").glob("*/LC_MESSAGES/django.po"))
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_SPOKEN = ("tests/", "trials/", "docs/", "static/")
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


def spoken() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Every string of the project that is translated, as a catalogue knows it, with its context."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py", "*.html", "*.txt"]
    for name in subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split():
        path = PROJECT / name
        if name.startswith(NOT_SPOKEN) or not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        if not name.endswith(".py"):
            # What is no text of its own becomes letters that mean nothing; how they are indented does not either.
            text = "\n".join(line.strip() for line in templatize(text, origin=name).splitlines())
        for _line, words, _notes, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            if words and words != ("", ""):
                yield words, context


def _known_to_django() -> Iterator[Catalog]:
    """Words of its admin, which our pages say too, are spoken by its own catalogues."""
    for path in Path(django.__file__).parent.glob("**/locale/pl/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            yield read_po(file)


def missing(catalogue: Catalog) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Strings that the catalogue does not know, each once."""
    seen = {(message.id, message.context) for known in _known_to_django() for message in known}
    for words, context in spoken():
        first = words[0] if isinstance(words, tuple) else words
        if (first, context) not in seen and catalogue.get(first, context) is None:
            seen.add((first, context))
            yield words, context


def all_faults() -> list[str]:
    """Of every catalogue of the project."""
    found: list[str] = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            catalogue = read_po(file)
        found += [f"{path.parts[-3]}: {words}" for words in faults(catalogue)]
        found += [f"{path.parts[-3]}: not there: {words!r}" for words, _context in missing(catalogue)]
    return found


def add_missing() -> None:
    """Write what is not there yet to the end of each catalogue, not translated."""
    for path in CATALOGUES:
        with path.open("rb") as file:
            new = Catalog()
            for words, context in missing(read_po(file)):
                new.add(words, context=context)
        text = io.BytesIO()
        write_po(text, new, omit_header=True, width=120)
        path.write_bytes(path.read_bytes().rstrip() + b"\n\n" + text.getvalue())


if __name__ == "__main__":
    if "--add" in sys.argv:
        add_missing()
    words = all_faults() if CATALOGUES else ["no catalogue was found"]
    print("\n".join(words))
    sys.exit(bool(words))
