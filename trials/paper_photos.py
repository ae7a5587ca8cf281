"""How well papers are read that fill a part of the photo only, lie aslant, or lie two in one photo.

    python -m trials.paper_photos FOLDER [SET...] [--count N] [--seed S]

Writes photos into FOLDER, those that are not there yet, and scores what `bin/read` says of them. Sets: `hard` (receipts
of invented shops, photographed in a hurry), `two` (two of them in one photo; counted is the paper that was read), and
where the labelled scans are beside the project, `scans` (photographed from random distances, in random sizes) and `far`
(from so far away that the paper takes a tenth of the picture, in the full size of the camera).
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from PIL import Image

from samples.generator.photo import SIZE, Look, photograph
from samples.generator.photo_set import printed, write_photo_set
from samples.generator.scan import thermal
from samples.generator.till_papers import MANNERS, till_paper
from trials.picture_set import together
from trials.scoring import sets
from trials.scoring.tools import rules

_SIDES = (640, 800, 1024, 1280, 1600, 2048, 3000, SIZE[1])
_FIELDS = ("company", "date", "total")

Labels = dict[str, list[dict[str, str]]]
"""What each paper in a photo says, by the photo's name."""


def hard(folder: Path, count: int, seed: int) -> Labels:
    """Photos taken in a hurry, nearly filled by the paper."""
    return {name: [label] for name, label in write_photo_set(folder, count=count, seed=seed).items()}


def scans(folder: Path, count: int, seed: int) -> Labels:
    """Scans of strangers' receipts, photographed from random distances in random sizes."""
    return _scans(folder, count, seed, name="scan", fill=(0.45, 0.95), sides=_SIDES)


def far(folder: Path, count: int, seed: int) -> Labels:
    """The same from farther away, in the full size of the camera."""
    return _scans(folder, count, seed, name="far", fill=(0.28, 0.5), sides=_SIDES[-2:])


def _scans(
    folder: Path, count: int, seed: int, *, name: str, fill: tuple[float, float], sides: Sequence[int]
) -> Labels:
    known = sets.labels_of("sroie")
    labels = {}
    for number, file in enumerate(Random(seed).sample(sorted(known), min(count, len(known)))):
        chance = Random(f"{name} {seed} {number}")
        photo = f"{name}-{seed}-{number:03}.jpg"
        look = Look(
            seed=chance.randrange(1, 100_000),
            desk=chance.choice(("wood", "van", "tiles", "steel", "concrete")),
            tilt=chance.uniform(0.0, 2.5),
            turn=chance.uniform(-9, 9),
            shadow=chance.choice(("hand", "phone", "edge")),
            fill=chance.uniform(*fill),
            folds=chance.choice((0, 0, 1, 2)),
            light=chance.uniform(0.6, 1.05),
            warm=chance.random(),
        )
        _write(folder / photo, chance, sides, partial(_photographed, sets.folder_of("sroie") / file, look))
        labels[photo] = [{field: known[file][field] for field in (*_FIELDS, "address") if field in known[file]}]
    return labels


def _photographed(scan: Path, look: Look) -> Image.Image:
    return photograph(Image.open(scan), look)


def two(folder: Path, count: int, seed: int) -> Labels:
    """Two receipts of invented shops beside each other."""
    labels = {}
    for number in range(count):
        chance = Random(f"two {seed} {number}")
        name = f"two-{seed}-{number:03}.jpg"
        papers = [till_paper(MANNERS[(number + other) % len(MANNERS)], chance) for other in (0, 1)]
        strips = [thermal(printed(paper, chance), zoom=2) for paper in papers]
        _write(folder / name, chance, _SIDES, partial(together, strips, seed=1000 * seed + number))
        labels[name] = [{"company": one.company, "date": one.date, "total": one.total} for one in papers]
    return labels


def _write(path: Path, chance: Random, sides: Sequence[int], taken: Callable[[], Image.Image]) -> None:
    side = chance.choice(sides)
    if not path.exists():
        photo = taken()
        if side < max(photo.size):
            photo = photo.resize((side * photo.width // photo.height, side), Image.Resampling.LANCZOS)
        photo.save(path, quality=chance.choice((60, 75, 88)))


SETS: dict[str, Callable[[Path, int, int], Labels]] = {"hard": hard, "scans": scans, "far": far, "two": two}


def score(photos: dict[str, Path], labels: Labels) -> str:
    """How many facts are right of the paper in each photo that was read best, and the CPU that it took."""
    since = _cpu()
    readings = sets.read_files(photos)
    seconds = _cpu() - since
    said = sets.predictions_of(readings)
    rows = [
        max((_right(said[name], label) for label in papers), key=lambda row: row[0]) for name, papers in labels.items()
    ]
    right, near, known = (sum(row[at] for row in rows) for at in range(3))
    several = sum(any(one["code"] == "two-receipts" for one in reading["warnings"]) for reading in readings.values())
    facts = f"{right} of {known} facts right, {near} with names nearly right"
    return (
        f"{len(labels)} photos: {facts}, {seconds / len(labels):.2f} s of CPU a photo, {several} told to show several"
    )


def _right(said: dict[str, str], label: dict[str, str]) -> tuple[int, int, int]:
    row = rules().score({"": label}, {"": said})[0]["ALL"]
    return row["right"], row["fuzzy"], row["gold"]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Prints one line for each set."""
    parser = argparse.ArgumentParser(
        prog="python -m trials.paper_photos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], default=[])
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in options.sets or SETS:
        labels = SETS[name](options.folder, options.count, options.seed)
        photos = {photo: options.folder / photo for photo in labels}
        print(f"{name}: {score(photos, labels)}", flush=True)


if __name__ == "__main__":
    main()
