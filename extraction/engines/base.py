"""What every engine promises, and the two ways it may fail."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extraction.words import TextLine

Pixels = NDArray[np.uint8]
"""One page: height x width x 3, RGB, upright."""


class EngineMissing(Exception):
    """It will never work here: the program, its models or its languages are not installed."""


class EngineFailed(Exception):
    """It did not work this time; the same picture may work later."""


class Engine(Protocol):
    """Reads printed text. One instance serves all threads of a process, several at a time."""

    name: str

    def read(self, picture: Pixels, page: int) -> list[TextLine]:
        """The printed lines of the picture from top to bottom, places as fractions of it.

        Raises EngineMissing or EngineFailed.
        """
