"""How documents are read here: which engines, which languages, which limits."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.limits import Limits

ENGINES_VARIABLE = "OCR_ENGINES"
LANGUAGES_VARIABLE = "OCR_LANGUAGES"
CORES_VARIABLE = "READING_CORES"

_TESSERACT = {"pl": "pol", "de": "deu", "en": "eng"}
"""The languages that are installed with the service; more of them cost time on every page."""


def languages_for(language: str) -> str:
    """Tesseract's languages ("pol+eng") for papers where people speak this one ("pl"), and for English ones."""
    spoken = _TESSERACT.get(language[:2], "eng")
    return "eng" if spoken == "eng" else f"{spoken}+eng"


def usual_cores() -> int:
    """Two if the machine has them: more bring little to one page, and reading is one job among others."""
    return min(2, len(os.sched_getaffinity(0)))


@dataclass(frozen=True, slots=True)
class Options:
    """The first engine reads the pages; a second one only looks again at key fields that the first is unsure of.

    One engine is the default: by measurement RapidOCR alone reads best, and a second look costs CPU for each field.
    `languages` are Tesseract's ("pol+eng"); RapidOCR reads all Latin letters at once. `cores` is what this process may
    keep busy; documents read at the same time share them.
    """

    engines: tuple[str, ...] = ("rapidocr",)
    languages: str = "pol+eng"
    cores: int = field(default_factory=usual_cores)
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Options:
        """Options as OCR_ENGINES ("rapidocr,tesseract"), OCR_LANGUAGES and READING_CORES say, each if it is set.

        Raises ValueError if the number of cores is none.
        """
        usual = cls()
        names = [name.strip() for name in environment.get(ENGINES_VARIABLE, "").split(",")]
        engines = tuple(name for name in names if name) or usual.engines
        cores = max(1, int(environment.get(CORES_VARIABLE) or usual.cores))
        return cls(engines=engines, languages=environment.get(LANGUAGES_VARIABLE) or usual.languages, cores=cores)
