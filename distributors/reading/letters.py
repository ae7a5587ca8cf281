"""In which encoding a text file is written: by its mark, else by what its bytes can be."""

import codecs
from pathlib import Path

CHUNK = 1 << 20

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# ą ś ź Ą Ś Ź stand at other places in the two; š ť ž stand at places that ISO 8859-2 leaves to control signs.
_WINDOWS = bytes.fromhex("b99c9fa58c8f9a9d9e8a8d8e8496948485")
_ISO = bytes.fromhex("b1b6bca1a6ac")


def encoding_of(path: Path) -> str:
    """The name of its encoding, one of utf-8-sig, utf-16, utf-8, cp1250, iso8859-2. Reads the file once."""
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return "utf-8" if _is_utf8(path) else _of_central_europe(path)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_central_europe(path: Path) -> str:
    windows = iso = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            windows += len(chunk) - len(chunk.translate(None, _WINDOWS))
            iso += len(chunk) - len(chunk.translate(None, _ISO))
    return "iso8859-2" if iso > windows else "cp1250"
