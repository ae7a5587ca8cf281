"""Programs that read printed text in pixels, all behind one small protocol."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from extraction.engines.base import Engine, EngineFailed, EngineMissing, Pixels
from extraction.engines.rapid import RapidEngine
from extraction.engines.tesseract import TesseractEngine

__all__ = ["NAMES", "Engine", "EngineFailed", "EngineMissing", "Pixels", "engine"]

_MAKERS: dict[str, Callable[[str], Engine]] = {
    "rapidocr": lambda languages: RapidEngine(),
    "tesseract": TesseractEngine,
}
NAMES = tuple(_MAKERS)

_loaded: dict[tuple[str, str], Engine] = {}
_loading = Lock()


def engine(name: str, *, languages: str) -> Engine:
    """The engine of that name, made once per process. Raises EngineMissing, also for a name that is not known."""
    with _loading:
        if (name, languages) not in _loaded:
            if name not in _MAKERS:
                raise EngineMissing(name)
            _loaded[name, languages] = _MAKERS[name](languages)
        return _loaded[name, languages]
