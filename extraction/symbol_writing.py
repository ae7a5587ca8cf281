"""Symbols to be printed, as rows of dark and light modules: QR codes and GS1 DataMatrix, written by zxing-cpp."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import zxingcpp

Run = tuple[int, int, int]
"""A dark stretch: its row from the top, its first module from the left, its length."""

QUIET = 4
"""Light modules around a QR code; a DataMatrix needs one."""


def qr(text: str) -> tuple[int, list[Run]]:
    """The side in modules, and the dark runs of a QR code of middle error correction."""
    return _runs(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M"))


def gs1_datamatrix(elements: str) -> tuple[int, list[Run]]:
    """The side in modules, and the dark runs, of elements written as people do: `(01)05909999300250(21)ABC`."""
    # A long strip, which some lengths would fit into better, has no place beside its text on a label.
    return _runs(zxingcpp.create_barcode(elements, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True))


def _runs(barcode: zxingcpp.Barcode) -> tuple[int, list[Run]]:
    picture = np.asarray(barcode.to_image(scale=1, add_quiet_zones=False)) == 0
    found = []
    for row, line in enumerate(picture.tolist()):
        start = 0
        for is_dark, same in groupby(line):
            length = len(list(same))
            if is_dark:
                found.append((row, start, length))
            start += length
    return len(picture), found
