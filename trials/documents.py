"""The documents that trials send: the samples and what is printed on them, and fresh copies that nobody sent before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
EXPECTED = ".expected.json"


@dataclass(frozen=True)
class Paper:
    """One document in one or more files; `printed` is what is known to stand on it, if it is a sample."""

    files: tuple[Path, ...]
    printed: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As the lines of a trial call it."""
        return " + ".join(file.name for file in self.files)

    @property
    def is_purchase(self) -> bool:
        """Whether there is anything to claim; a correction gives back."""
        return self.printed.get("document_type") not in {"correction", "credit-note"}

    def differences(self, read: dict[str, str]) -> list[str]:
        """Names of the facts that were read other than they are printed; amounts below zero are no claim's total."""
        names = ("document_number", "issue_date", "total") if self.is_purchase else ("document_number", "issue_date")
        return [name for name in names if name in self.printed and read.get(name) != self.printed[name]]


def samples() -> list[Paper]:
    """All samples, by name."""
    return [_sample(told) for told in sorted(SAMPLES.glob(f"*{EXPECTED}"))]


def papers(files: Sequence[Path]) -> list[Paper]:
    """The files as documents: one each, but for samples of several files that are all there."""
    return list(_grouped(list(files)))


def _grouped(files: list[Path]) -> Iterator[Paper]:
    while files:
        whole = next((paper for paper in _samples_beside(files[0]) if set(paper.files) <= set(files)), None)
        paper = whole or Paper((files[0],))
        yield paper
        for file in paper.files:
            files.remove(file)


def _samples_beside(file: Path) -> list[Paper]:
    found = [_sample(told) for told in sorted(file.parent.glob(f"*{EXPECTED}"))]
    return [paper for paper in found if file in paper.files]


def _sample(told: Path) -> Paper:
    expected = json.loads(told.read_text(encoding="utf-8"))
    return Paper(tuple(told.parent / name for name in expected["files"]), expected["fields"])


def fresh_einvoice(folder: Path, number: str, *, issued_on: str = "", buyer_tax_id: str = "") -> Path:
    """An e-invoice with a number of its own: read exactly and at once, without any engine."""
    told = json.loads((SAMPLES / f"faktura-zuraw-ubl{EXPECTED}").read_text(encoding="utf-8"))["fields"]
    text = (SAMPLES / "faktura-zuraw-ubl.xml").read_text(encoding="utf-8").replace(told["document_number"], number)
    if issued_on:
        text = text.replace(told["issue_date"], issued_on)
    if buyer_tax_id:
        text = text.replace(told["buyer_tax_id"], buyer_tax_id)
    path = folder / f"{number}.xml"
    path.write_text(text, encoding="utf-8")
    return path


def fresh_photo(folder: Path, name: str, *, of: str = "paragon-wieliczka.jpg") -> Path:
    """A photo whose bytes nobody sent before; it shows what the sample shows."""
    path = folder / f"{name}{Path(of).suffix}"
    path.write_bytes(_marked((SAMPLES / of).read_bytes(), name.encode()))
    return path


def _marked(picture: bytes, mark: bytes) -> bytes:
    """The same picture with a few bytes more, where its format lets anybody leave some."""
    if picture.startswith(b"\xff\xd8"):
        comment = b"\xff\xfe" + (len(mark) + 2).to_bytes(2, "big") + mark
        return picture[:2] + comment + picture[2:]
    if picture[4:8] == b"ftyp":
        return picture + (len(mark) + 8).to_bytes(4, "big") + b"free" + mark
    if picture.startswith(b"RIFF"):
        mark += b" " * (len(mark) % 2)
        chunk = b"NOTE" + len(mark).to_bytes(4, "little") + mark
        return picture[:4] + (len(picture) + len(chunk) - 8).to_bytes(4, "little") + picture[8:] + chunk
    raise ValueError("neither JPEG, HEIC nor WebP")
