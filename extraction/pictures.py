"""Opens JPEG, PNG, WebP, HEIC and TIFF and draws their pages. Runs in the child only."""

from __future__ import annotations

import io
import warnings

import numpy as np
import pillow_heif
from PIL import Image, PngImagePlugin

from extraction.limits import PHOTO_SIDE, Limits
from extraction.pages import SYMBOL_SIDE, Drawn, at_most, grey_on_white, on_white, reading_side, turned
from extraction.refusals import Refusal
from extraction.sniff import Kind
from extraction.words import Word

pillow_heif.register_heif_opener(thumbnails=False)
# The page budget is checked from the header before decoding, and is stricter than Pillow's own.
Image.MAX_IMAGE_PIXELS = None
PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = 1_000_000
warnings.simplefilter("ignore")

_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIF: "HEIF", Kind.TIFF: "TIFF"}
# Cameras write at most a dozen scans; each repeated scan costs a pass over the whole picture.
_MOST_SCANS = 100
_ORIENTATION, _SOFTWARE = 0x0112, 0x0131
_WAYS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow and its plug-ins raise for broken files, by their fuzzers' experience.
_BROKEN = (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, EOFError, RuntimeError, ArithmeticError)


class PictureFile:
    """A picture of one page, or a TIFF of several."""

    def __init__(self, content: bytes, kind: Kind, limits: Limits) -> None:
        """Reads headers only. Raises Refusal."""
        if kind is Kind.JPEG and content.count(b"\xff\xda") > _MOST_SCANS:
            raise Refusal("too-heavy")
        self._content, self._kind, self._limits = content, kind, limits
        self.count = self._count_pages() if kind is Kind.TIFF else 1
        self._open(1)

    def draw(self, number: int, turn: int) -> Drawn:
        """See Pages.draw."""
        try:
            grey, colour, way = (
                self._jpeg_in_two_shades() if self._kind is Kind.JPEG else _in_two_shades(self._open(number))
            )
        except _BROKEN as cause:
            raise Refusal("damaged") from cause
        return Drawn(turned(_upright(colour, way), turn), turned(_upright(grey, way), turn))

    def glance(self) -> Image.Image | None:
        """See Pages.glance. A TIFF comes from a scanner."""
        if self._kind is Kind.TIFF:
            return None
        picture = self._open(1)
        try:
            # JPEG alone can be decoded at a fraction of its size, in a fraction of the time.
            picture.draft(
                "RGB",
                (PHOTO_SIDE * picture.width // max(picture.size), PHOTO_SIDE * picture.height // max(picture.size)),
            )
            picture.load()
            way = _orientation(picture)
            return _upright(on_white(at_most(_eight_bits(picture), PHOTO_SIDE)), way)
        except _BROKEN as cause:
            raise Refusal("damaged") from cause

    def words(self, number: int) -> list[Word]:
        """A picture has no text layer."""
        return []

    def attachments(self) -> list[bytes]:
        """A picture carries no files."""
        return []

    def programs(self) -> list[str]:
        """See Pages.programs: what EXIF and PNG say. Photoshop's own block says nothing: social networks write it."""
        picture = self._open(1)
        try:
            told = (picture.getexif().get(_SOFTWARE), picture.info.get("Software"))
        except (*_BROKEN, Image.DecompressionBombError):
            return []
        return [name for name in told if isinstance(name, str)]

    def _open(self, number: int) -> Image.Image:
        """The page's header, refused if its pixels are over the budget."""
        try:
            picture = Image.open(io.BytesIO(self._content), formats=[_FORMATS[self._kind]])
            if number > 1:
                picture.seek(number - 1)
        except _BROKEN as cause:
            raise Refusal("damaged") from cause
        most = self._limits.webp_pixels if self._kind is Kind.WEBP else self._limits.page_pixels
        if picture.width * picture.height > most:
            raise Refusal("too-many-pixels")
        return picture

    def _count_pages(self) -> int:
        picture = self._open(1)
        try:
            for number in range(1, self._limits.pages + 1):
                picture.seek(number)
        except EOFError:
            return number
        except _BROKEN as cause:
            raise Refusal("damaged") from cause
        raise Refusal("too-many-pages")

    def _jpeg_in_two_shades(self) -> tuple[Image.Image, Image.Image, int]:
        """Two passes, each decoding only what it needs: brightness at full size, colour at a fraction."""
        grey, colour = self._open(1), self._open(1)
        side = reading_side(*grey.size, PHOTO_SIDE)
        scale = side / max(grey.size)
        at_least = (int(grey.width * scale), int(grey.height * scale))
        if grey.mode != "CMYK":
            grey.draft("L", grey.size)
            colour.draft("RGB", at_least)
        way = _orientation(grey)
        # Pillow decodes when pixels are first asked for; what is broken shall show here.
        grey.load()
        colour.load()
        return at_most(grey_on_white(grey), SYMBOL_SIDE), at_most(on_white(colour), side), way


def _in_two_shades(picture: Image.Image) -> tuple[Image.Image, Image.Image, int]:
    picture.load()
    # Asked after loading: TIFF is turned by its decoder, and PNG may say it behind the pixels.
    way = _orientation(picture)
    seen = _eight_bits(picture)
    return at_most(grey_on_white(seen), SYMBOL_SIDE), on_white(at_most(seen, reading_side(*seen.size, PHOTO_SIDE))), way


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except (*_BROKEN, Image.DecompressionBombError):
        return 1


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Deep greys brought into 0 to 255; every other mode is left to Pillow."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    deep = np.asarray(picture, dtype=np.float32)
    low, high = float(np.nanmin(deep)), float(np.nanmax(deep))
    # A 16-bit scale means black to white; anything else is stretched over what is there.
    low, high = (0.0, 65535.0) if 255 < high <= 65535 and low >= 0 else (min(low, 0.0), max(high, 1.0))
    return Image.fromarray(np.clip(np.nan_to_num((deep - low) * (255 / (high - low))), 0, 255).astype(np.uint8))


def _upright(picture: Image.Image, way: int) -> Image.Image:
    """The picture turned and mirrored as the camera noted it (EXIF orientation 1 to 8)."""
    return picture.transpose(_WAYS[way]) if way in _WAYS else picture
