"""A brand's one colour, corrected until people can read what is written on it and with it."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

Colour = tuple[float, float, float]
"""Red, green and blue, each 0 to 1."""

READABLE = 4.5
"""Least contrast of text and its ground (WCAG 2.2, success criterion 1.4.3)."""
WHITE: Colour = (1.0, 1.0, 1.0)
INK: Colour = (0.082, 0.098, 0.09)
_STEP = 0.01
# A little more than asked, because rounding to eight bits may take a hundredth away.
_WANTED = READABLE + 0.05


@dataclass(frozen=True, slots=True)
class Scheme:
    """The grounds that pages of one colour scheme stand on, and the tint of a softly marked part."""

    grounds: tuple[Colour, ...]
    tint: float


@dataclass(frozen=True, slots=True)
class Palette:
    """Four colours as `#rrggbb`.

    `accent` fills buttons, and `on_accent` is written on it. `ink` is the accent as text, line or focus ring on any
    ground of the scheme, `soft` included; `soft` is the ground of a marked part. Every pair has a contrast of 4.5.
    """

    accent: str
    on_accent: str
    ink: str
    soft: str


# The same greys as in static/css/tokens.css; a test compares them.
LIGHT = Scheme(grounds=(WHITE, (0.957, 0.961, 0.953)), tint=0.09)
DARK = Scheme(grounds=((0.11, 0.122, 0.114), (0.071, 0.082, 0.075)), tint=0.18)


def parsed(text: str) -> Colour:
    """`#rgb` or `#rrggbb` as a colour. Raises ValueError for anything else."""
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        raise ValueError(f"not a colour: {text!r}")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def printed(colour: Colour) -> str:
    """The colour as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, 1 to 21, the same both ways."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: Colour, ground: Colour, *, share: float) -> Colour:
    """`share` of the colour laid over the ground."""
    red, green, blue = (part * share + under * (1 - share) for part, under in zip(colour, ground, strict=True))
    return red, green, blue


def moved_until_readable(colour: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """The nearest lightness of the same hue that reads on every ground: darker on light ones, lighter on dark ones."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    direction = -_STEP if luminance(grounds[0]) > 0.18 else _STEP
    while min(contrast(colour, ground) for ground in grounds) < _WANTED and 0 <= lightness <= 1:
        lightness += direction
        colour = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation)
    return colour


def filled(colour: Colour) -> tuple[Colour, Colour]:
    """A fill near the colour and what is written on it.

    White on a slightly darker red looks like the brand; black on the exact red does not. Only light colours take ink.
    """
    if contrast(WHITE, colour) < 3:
        return colour, INK
    return moved_until_readable(colour, (WHITE,)), WHITE


def palette(brand: str, scheme: Scheme = LIGHT) -> Palette:
    """The brand's colours for one scheme. Raises ValueError if `brand` is no colour."""
    own = parsed(brand)
    accent, writing = filled(own)
    if scheme is DARK:
        # A navy button would vanish on a dark page: lift the fill until it can be told from the page.
        accent, writing = filled(_lifted(accent, scheme.grounds[0]))
    soft = mixed(accent, scheme.grounds[0], share=scheme.tint)
    ink = moved_until_readable(own, (*scheme.grounds, soft))
    return Palette(accent=printed(accent), on_accent=printed(writing), ink=printed(ink), soft=printed(soft))


def _lifted(colour: Colour, ground: Colour) -> Colour:
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    while contrast(colour, ground) < 3 and lightness < 1:
        lightness += _STEP
        colour = colorsys.hls_to_rgb(hue, min(lightness, 1.0), saturation)
    return colour


def _rules(name: Palette) -> str:
    return (
        f":root{{--accent:{name.accent};--on-accent:{name.on_accent};"
        f"--accent-ink:{name.ink};--accent-soft:{name.soft}}}"
    )


def stylesheet(brand: str) -> str:
    """The brand's few lines of CSS for both schemes. Raises ValueError if `brand` is no colour."""
    light, dark = _rules(palette(brand, LIGHT)), _rules(palette(brand, DARK))
    return f"{light}\n@media (prefers-color-scheme: dark){{{dark}}}\n"
