"""Hints of an edited file or of a photographed screen: when they speak, and when they keep quiet."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from extraction import origin
from extraction.options import Options
from extraction.pipeline import read_file
from extraction.sentences import HINTS


def a_page(width: int = 600, height: int = 800) -> Image.Image:
    """A page full of print; no two lines are alike, as in life."""
    sheet = Image.new("L", (width, height), 245)
    pen = ImageDraw.Draw(sheet)
    words, chance = ["KOLANO", "ZAWOR", "RURA", "MUFA", "TROJNIK", "szt.", "mb"], np.random.default_rng(5)
    for row in range(60, height - 40, 24):
        line = " ".join(f"{words[chance.integers(7)]} {chance.integers(10, 99999) / 100}" for _word in range(9))
        pen.text((60 + chance.integers(40), row), line, fill=30)
    return sheet


def of_a_screen(page: Image.Image) -> Image.Image:
    """The page on a screen whose dots are three pixels wide, turned and made smaller as a phone sees it."""
    dots = np.asarray(page.resize((page.width * 3, page.height * 3), Image.Resampling.NEAREST), np.float32).copy()
    dots[:, 2::3] *= 0.75
    dots[2::3] *= 0.88
    seen = Image.fromarray(dots.astype(np.uint8)).rotate(5, fillcolor=40)
    return seen.resize((page.width * 23 // 10, page.height * 23 // 10), Image.Resampling.BILINEAR)


def as_photo(page: Image.Image) -> Image.Image:
    noise = np.random.default_rng(7).normal(0, 6, (page.height, page.width))
    seen = np.asarray(page.rotate(3, fillcolor=90), np.float32) + noise
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


def saved(picture: Image.Image, path: Path, software: str = "") -> Path:
    exif = Image.Exif()
    if software:
        exif[0x0131] = software
    picture.convert("RGB").save(path, exif=exif, quality=88)
    return path


def a_pdf(path: Path, **told: str) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 400))
    for name, value in told.items():
        pdf.docinfo[f"/{name}"] = value
    pdf.save(path)
    return path


def hints(path: Path) -> set[str]:
    return {warning.code for warning in read_file(path, options=Options(cores=1)).warnings} & HINTS


@pytest.mark.parametrize(
    "program", ["Adobe Photoshop CC 2024 (Windows)", "GIMP 2.10.36", "Inkscape 1.3", "Sejda 3.2", "paint.net 5.0"]
)
def test_programs_that_edit_are_known(program):
    assert origin.is_edited([program])


@pytest.mark.parametrize(
    "program",
    [
        "PFU ScanSnap Cloud #iX500",
        "Adobe Acrobat Reader",
        "iLovePDF",
        "LibreOffice 7.0",
        "Samsung SM-S901B",
        "iTextSharp",
    ],
)
def test_programs_that_scan_print_and_join_say_nothing(program):
    assert not origin.is_edited([program])


def test_a_page_and_its_photo_are_no_screen():
    assert not origin.is_of_screen(np.asarray(a_page()))
    assert not origin.is_of_screen(np.asarray(as_photo(a_page())))


def test_the_dots_of_a_screen_show_through():
    assert origin.is_of_screen(np.asarray(of_a_screen(a_page())))


def test_a_small_or_plain_picture_says_nothing():
    assert not origin.is_of_screen(np.zeros((40, 50), np.uint8))
    assert not origin.is_of_screen(np.full((900, 900), 200, np.uint8))


def test_a_file_tells_its_hints_with_its_reading(tmp_path):
    assert hints(saved(a_page(), tmp_path / "edited.jpg", "Adobe Photoshop 25.0")) == {"edited-file"}
    assert hints(saved(of_a_screen(a_page()), tmp_path / "screen.jpg")) == {"screen-photo"}
    assert hints(saved(as_photo(a_page()), tmp_path / "phone.jpg", "HDR+ 1.0.540104767zd")) == set()


def test_a_pdf_tells_its_makers(tmp_path):
    assert hints(a_pdf(tmp_path / "a.pdf", Producer="Sejda 3.2.85")) == {"edited-file"}
    assert hints(a_pdf(tmp_path / "b.pdf", Creator="PFU ScanSnap", Producer="PFU PDF")) == set()
    assert hints(a_pdf(tmp_path / "c.pdf")) == set()


def test_broken_metadata_says_nothing(tmp_path):
    kept = io.BytesIO()
    a_page(300, 400).save(kept, "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    path = tmp_path / "broken.jpg"
    path.write_bytes(kept.getvalue())

    assert hints(path) == set()
