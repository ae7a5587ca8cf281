"""zxing-cpp and zbar behind one shape of result. Runs in the child only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

Pixels = tuple[float, float, float, float]

_Format = zxingcpp.BarcodeFormat
# Named one by one: every further format costs time and brings false reads. UPC-E is left out for that
# reason (it is found inside other codes); UPC-A comes back as the EAN-13 it is.
_NAMES = {
    _Format.EAN13: "EAN13",
    _Format.EAN8: "EAN8",
    _Format.UPCA: "UPCA",
    _Format.Code128: "Code128",
    _Format.ITF: "ITF",
    _Format.QRCode: "QRCode",
    _Format.DataMatrix: "DataMatrix",
    _Format.PDF417: "PDF417",
    _Format.Aztec: "Aztec",
}
_FORMATS = zxingcpp.BarcodeFormats(list(_NAMES))

# No QR code: zbar guesses the letters of one without a mark and turns Polish into Japanese.
_ZBAR_NAMES = {"EAN13": "EAN13", "EAN8": "EAN8", "CODE128": "Code128", "I25": "ITF"}
_ZBAR_SYMBOLS = [pyzbar.ZBarSymbol[name] for name in _ZBAR_NAMES]


@dataclass(frozen=True, slots=True)
class Found:
    """A code as a reader gave it. `weight` says over how many scan lines it was read, within one reader."""

    symbology: str
    text: str
    place: Pixels
    reader: str
    weight: float

    def scaled(self, by: float) -> Found:
        """The same code in a picture `by` times as large."""
        left, top, right, bottom = self.place
        return replace(self, place=(left * by, top * by, right * by, bottom * by))

    def shifted(self, right_by: float, down_by: float) -> Found:
        """The same code in the frame that a part was cut from."""
        left, top, right, bottom = self.place
        return replace(self, place=(left + right_by, top + down_by, right + right_by, bottom + down_by))

    def moved(self, matrix: NDArray[np.float64]) -> Found:
        """The same code after an affine transformation (2 x 3) of the picture; its place is the box around it."""
        left, top, right, bottom = self.place
        corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]])
        points = corners @ np.asarray(matrix).T
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        return replace(self, place=(float(x0), float(y0), float(x1), float(y1)))


def zxing(grey: NDArray[np.uint8]) -> list[Found]:
    """What zxing-cpp reads. GS1 data comes plain, with its separators, not in the form with brackets."""
    results = zxingcpp.read_barcodes(
        grey,
        formats=_FORMATS,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [_from_zxing(result) for result in results if result.valid and result.text]


def _from_zxing(result: zxingcpp.Barcode) -> Found:
    at = result.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    place = (float(min(across)), float(min(down)), float(max(across)), float(max(down)))
    # zxing-cpp says 5-digit or 2-digit additions after a blank; they are no part of the article's number.
    name = _NAMES.get(result.format, str(result.format).rsplit(".", 1)[-1])
    return Found(name, result.text, place, "zxing", place[3] - place[1])


def zbar(grey: NDArray[np.uint8]) -> list[Found]:
    """The linear codes that zbar reads."""
    height, width = grey.shape
    found = pyzbar.decode((grey.tobytes(), width, height), symbols=_ZBAR_SYMBOLS)
    return [_from_zbar(one) for one in found if one.type in _ZBAR_NAMES]


def _from_zbar(one: pyzbar.Decoded) -> Found:
    left, top, width, height = one.rect
    # zbar gives a line for a code that it crossed once; a box needs some height to be seen.
    place = (float(left), float(top), float(left + max(width, 1)), float(top + max(height, 1)))
    return Found(_ZBAR_NAMES[one.type], one.data.decode("utf-8", "replace"), place, "zbar", float(one.quality))
