"""Documents whose right answers are known: shared labelled files, e-invoices in PDF files, and samples of our own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extraction import sandbox
from extraction.limits import Limits
from extraction.reading import Line
from extraction.refusals import Refusal
from trials.service import PROJECT

SHARED = Path(os.environ.get("KWIT_SHARED") or PROJECT.parent / "shared")
FIELD_OF = {
    "company": "issuer_name",
    "address": "issuer_address",
    "date": "issue_date",
    "total": "total",
    "doc_number": "document_number",
    "tax_id": "issuer_tax_id",
    "currency": "currency",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One document. `fields` holds the right values of those that are known; `lines` is None where nobody knows them.

    Those named in `as_printed` were written down by people as they stand on paper, the others as a Reading writes them.
    """

    paths: tuple[Path, ...]
    group: str
    fields: Mapping[str, tuple[str, ...]]
    lines: tuple[Line, ...] | None = None
    as_printed: frozenset[str] = field(default_factory=frozenset)


def shared_documents() -> Iterator[Labelled]:
    """The labelled receipts and invoices beside the project, none if they are not there."""
    data = SHARED / "data"
    for folder in (data / "receipts", data / "invoices"):
        labels = folder / "labels.json"
        known = json.loads(labels.read_text(encoding="utf-8")) if labels.is_file() else {}
        for name, label in known.items():
            if not name.endswith(".xml"):
                yield _labelled(folder / name, label)
    for path in sorted((data / "einvoices").glob("**/*.pdf")):
        if stated := _stated(path):
            yield Labelled((path,), "e-invoice print", stated[0], stated[1])


def _labelled(path: Path, label: Mapping[str, Any]) -> Labelled:
    own = {FIELD_OF[name]: _several(value) for name, value in label.items() if name in FIELD_OF and value}
    stated = _stated(path) if path.suffix == ".pdf" else None
    group = {"sroie": "SROIE", "my-receipts": "European scans"}.get(path.parent.name, "invoice print")
    fields, lines = stated or ({}, None)
    return Labelled((path,), group, {**fields, **own}, lines, frozenset(own))


def _several(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _stated(path: Path) -> tuple[dict[str, tuple[str, ...]], tuple[Line, ...] | None] | None:
    """What the e-invoice inside a PDF file says of its own print."""
    try:
        with sandbox.opened(path, Limits()) as file:
            found = file.structured
    except Refusal:
        return None
    if not found:
        return None
    best = max(found, key=lambda one: len(one["fields"]))
    lines = tuple(Line(**one) for one in best["lines"])
    # An identity is made of other fields, and no print names its kind as the file does.
    left_out = ("document_id", "document_type")
    known = {name: one for name, one in best["fields"].items() if name not in left_out}
    fields: dict[str, tuple[str, ...]] = {name: (str(one["value"]),) for name, one in known.items()}
    return fields, lines or None
