"""`bin/samples`: writes the sample documents and their expected readings."""

from __future__ import annotations

import argparse
from pathlib import Path

from samples.generator.build import documents_of, expected_of
from samples.generator.cases import Case, all_cases

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


def main() -> None:
    """Writes all documents, or those named."""
    parser = argparse.ArgumentParser(prog="bin/samples", description="Writes the sample documents.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="documents to write, without ending; all if none")
    parser.add_argument("--to", type=Path, default=DOCUMENTS, metavar="FOLDER", help="where to (samples/documents)")
    options = parser.parse_args()
    cases = {case.name: case for case in all_cases()}
    if unknown := set(options.names) - set(cases):
        parser.error(f"no such document: {', '.join(sorted(unknown))}. There are: {', '.join(cases)}")
    options.to.mkdir(parents=True, exist_ok=True)
    for name in options.names or cases:
        _write(cases[name], options.to)


def _write(case: Case, folder: Path) -> None:
    documents = documents_of(case)
    for name, contents in documents.items():
        (folder / name).write_bytes(contents)
        print(f"{name:44} {len(contents):9,} bytes", flush=True)
    (folder / f"{case.name}.expected.json").write_bytes(expected_of(case, list(documents)))


if __name__ == "__main__":
    main()
