"""Programs that read printed text in pixels, all behind one small protocol."""

from __future__ import annotations

from importlib import import_module
from threading import Lock

from extraction.engines.base import Engine, EngineFailed, EngineMissing, Pixels

__all__ = ["NAMES", "Engine", "EngineFailed", "EngineMissing", "Pixels", "engine"]

# Named, not imported: onnxruntime takes a second and 100 MB, and the web process that only knows the sentences of
# a reading never needs it.
_MODULES = {"rapidocr": "extraction.engines.rapid", "tesseract": "extraction.engines.tesseract"}
NAMES = tuple(_MODULES)
_BY_LANGUAGE = {"tesseract"}

_loaded: dict[tuple[str, str, int], Engine] = {}
_loading = Lock()


def engine(name: str, *, languages: str, cores: int = 1) -> Engine:
    """The engine of that name, made once per process. Raises EngineMissing, also for a name that is not known.

    `languages` tells apart only engines that read one alphabet at a time; a model for all letters is loaded once. All
    pages that it reads at one time share the `cores`.
    """
    key = (name, languages if name in _BY_LANGUAGE else "", cores)
    with _loading:
        if key not in _loaded:
            if name not in _MODULES:
                raise EngineMissing(name)
            _loaded[key] = _make(_MODULES[name], languages, cores)
        return _loaded[key]


def _make(module: str, languages: str, cores: int) -> Engine:
    try:
        made: Engine = import_module(module).make(languages, cores)
    except ImportError as cause:
        raise EngineMissing(str(cause)) from cause
    return made
