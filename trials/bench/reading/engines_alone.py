"""The CPU seconds that RapidOCR alone takes for files, as one JSON number: its detector at 1280 px, nothing around it.

python -m trials.bench.reading.engines_alone FILE…
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from extraction import sandbox
from extraction.engines import Pixels, rapid
from extraction.limits import Limits
from extraction.options import usual_cores

DETECTOR_SIDE = 1280


def pictures(file: Path) -> list[Pixels]:
    """The very pictures that the pipeline gives to the engine."""
    with sandbox.opened(file, Limits()) as opened:
        found = []
        for page in range(1, opened.pages + 1):
            opened.draw(page)
            found.append(opened.pixels(page))
        return found


def main(files: list[Path]) -> None:
    """Prints the seconds."""
    reader = rapid.RapidEngine(cores=usual_cores(), detector_side=DETECTOR_SIDE)
    pages = [picture for file in files for picture in pictures(file)]
    reader.read(pages[0], 1)
    before = time.process_time()
    for number, picture in enumerate(pages, start=1):
        reader.read(picture, number)
    print(json.dumps(time.process_time() - before))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
