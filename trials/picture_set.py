"""Photos whose faults are known: papers photographed by seed, then spoilt in one way each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

import cv2
import numpy as np
from PIL import Image

from samples.generator.build import PHOTO_DPI, pages
from samples.generator.cases import all_cases
from samples.generator.photo import SIZE, Look, Lying, photograph, photograph_together, view_of

_FORMS = ("receipt", "katownik", "zuraw", "neisse", "ksef-view")
_DESKS = ("wood", "van", "tiles", "steel", "concrete")
_SHADOWS = ("hand", "phone", "edge")
_UNREADABLE = {"A4": 640, "strip": 330}
"""How long the longer side of a picture may be at most for letters on such paper to be under five pixels high."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A good photo: its pixels (RGB), the box of all print in it (left, top, right, bottom), and its kind of paper."""

    pixels: Image.Image
    printed: tuple[int, int, int, int]
    paper: str


def photos(papers: list[Image.Image], *, count: int, seed: int) -> Iterator[Photo]:
    """Photos of twelve megapixels with nothing wrong, of each paper in turn."""
    for number in range(count):
        chance = Random(f"{seed} {number}")
        paper, look = papers[number % len(papers)], _look(chance)
        kind = "strip" if max(paper.size) / min(paper.size) > 1.6 else "A4"
        yield Photo(photograph(paper, look), _print_in(paper, look), kind)


@cache
def own_papers() -> list[Image.Image]:
    """Every page of the samples as it comes from the printer."""
    return [page for case in all_cases() if case.form in _FORMS for page in pages(case, PHOTO_DPI)]


def _look(chance: Random) -> Look:
    return Look(
        seed=chance.randrange(1, 100_000),
        desk=chance.choice(_DESKS),
        tilt=chance.uniform(0.2, 1.0),
        turn=chance.uniform(-7, 7),
        shadow=chance.choice(_SHADOWS),
        fill=chance.uniform(0.8, 0.97),
        folds=chance.choice((0, 0, 1, 2)),
        crumple=chance.choice((0.0, 0.0, 0.6)),
        light=chance.choice((1.0, 0.95, 0.8, 0.65)),
        warm=chance.uniform(0, 1),
    )


def _print_in(paper: Image.Image, look: Look) -> tuple[int, int, int, int]:
    dark = paper.convert("L").point(lambda level: 255 if level < 150 else 0).getbbox() or (0, 0, *paper.size)
    left, top, right, bottom = dark
    corners = np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]], np.float32)
    seen = cv2.perspectiveTransform(corners, view_of(paper.size, look))[0]
    (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
    return int(left), int(top), int(right), int(bottom)


def _blurred(photo: Photo, chance: Random) -> Image.Image:
    soft = cv2.GaussianBlur(np.asarray(photo.pixels), (0, 0), chance.uniform(8, 12))
    return Image.fromarray(soft)


def _moved(photo: Photo, chance: Random) -> Image.Image:
    length, angle = chance.randint(40, 60), chance.uniform(0, np.pi)
    path = np.zeros((length, length), np.float32)
    middle, reach = length / 2, np.array((np.cos(angle), np.sin(angle))) * length / 2
    ends = [(round(middle + sign * reach[0]), round(middle + sign * reach[1])) for sign in (-1, 1)]
    cv2.line(path, ends[0], ends[1], 1.0, 2)
    return Image.fromarray(cv2.filter2D(np.asarray(photo.pixels), -1, path / path.sum()))


def _darkened(photo: Photo, chance: Random) -> Image.Image:
    dark = np.asarray(photo.pixels, np.float32) * chance.uniform(0.08, 0.16)
    grain = np.random.default_rng(chance.randrange(10_000)).normal(0, 4, dark.shape)
    return Image.fromarray(np.clip(dark + grain, 0, 255).astype(np.uint8))


def _shrunk(photo: Photo, _chance: Random) -> Image.Image:
    small = photo.pixels.copy()
    small.thumbnail((_UNREADABLE[photo.paper],) * 2, Image.Resampling.LANCZOS)
    return small


def _glaring(photo: Photo, chance: Random) -> Image.Image:
    left, top, right, bottom = photo.printed
    middle = (chance.uniform(0.3, 0.7) * (right - left) + left, chance.uniform(0.2, 0.5) * (bottom - top) + top)
    reach = chance.uniform(0.16, 0.26) * (right - left)
    y, x = np.ogrid[: photo.pixels.height, : photo.pixels.width]
    away = np.hypot((x - middle[0]) / reach, (y - middle[1]) / (reach * chance.uniform(0.6, 1.2)))
    light = np.clip(2.2 - 1.6 * away, 0, 1)[..., None] * 400
    return Image.fromarray(np.clip(np.asarray(photo.pixels) + light, 0, 255).astype(np.uint8))


def _cut(side: str) -> Callable[[Photo, Random], Image.Image]:
    """Between a twentieth and a quarter of the print lies beyond that side."""

    def cut(photo: Photo, chance: Random) -> Image.Image:
        left, top, right, bottom = photo.printed
        share, (width, height) = chance.uniform(0.05, 0.25), photo.pixels.size
        across, down = int(share * (right - left)), int(share * (bottom - top))
        boxes = {
            "left": (left + across, 0, width, height),
            "top": (0, top + down, width, height),
            "right": (0, 0, right - across, height),
            "bottom": (0, 0, width, bottom - down),
        }
        return photo.pixels.crop(boxes[side])

    return cut


SPOILT: Mapping[str, tuple[str, Callable[[Photo, Random], Image.Image]]] = {
    "out of focus": ("blurred", _blurred),
    "moved": ("blurred", _moved),
    "dark": ("too-dark", _darkened),
    "from too far": ("small-print", _shrunk),
    "lamp on the print": ("glare", _glaring),
    "top outside": ("cut-top", _cut("top")),
    "right outside": ("cut-right", _cut("right")),
    "bottom outside": ("cut-bottom", _cut("bottom")),
    "left outside": ("cut-left", _cut("left")),
}
"""Ways to spoil a photo, each with the code that should be told."""


def together(papers: Sequence[Image.Image], *, seed: int) -> Image.Image:
    """Two papers, or more, beside each other on one table in one light, seen from farther away."""
    chance = Random(f"together {seed}")
    light, share = _look(chance), 1 / len(papers)
    lying = []
    for at, paper in enumerate(papers):
        # Each has its part of the picture, less what it needs to lie a little aslant without touching the next one.
        widest = share * 0.84 * SIZE[0] / min(SIZE[0] / paper.width, SIZE[1] / paper.height) / paper.width
        own = replace(light, turn=chance.uniform(-4, 4), fill=min(widest, chance.uniform(0.6, 0.9)), crumple=0.0)
        lying.append(Lying(paper, own, aside=(at + 0.5) * share - 0.5))
    return photograph_together(lying)
