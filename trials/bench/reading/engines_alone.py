"""The CPU seconds that the OCR engines alone take for the pages of a file, as one JSON number.

python -m trials.bench.reading.engines_alone FILE TIMES
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from extraction import engines, sandbox
from extraction.engines import Engine, Pixels
from extraction.options import Options


def pictures(file: Path, options: Options) -> list[Pixels]:
    """The very pictures that the pipeline gives to the engines."""
    with sandbox.opened(file, options.limits) as opened:
        found = []
        for page in range(1, opened.pages + 1):
            opened.draw(page)
            found.append(opened.pixels(page))
        return found


def cpu() -> float:
    """Of this process and of the engines that are programs of their own."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(file: Path, times: int) -> None:
    options = Options.from_environment(os.environ)
    readers: list[Engine] = [engines.engine(name, languages=options.languages) for name in options.engines]
    pages = pictures(file, options)
    for number, picture in enumerate(pages, start=1):
        readers[0].read(picture, number)
    before = cpu()
    for _time in range(times):
        for number, picture in enumerate(pages, start=1):
            for reader in readers:
                reader.read(picture, number)
    print(json.dumps((cpu() - before) / times))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
