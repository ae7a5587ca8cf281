"""The verdict on a photo, from pixels alone: each fault by its name, nothing against a good photo or a scan."""

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from extraction import pipeline, quality, sandbox
from extraction.limits import Limits
from extraction.options import Options
from extraction.paper import find_layout
from extraction.reading import OCR
from extraction.verdict import judge
from extraction.words import TextLine, Word
from tests.extraction import documents

TABLE = (120, 84, 52)
LEFT, TOP, RIGHT, BOTTOM = 350, 300, 1150, 1700
"""Where the paper lies in the photo."""


def on_a_table(*papers: tuple[int, int], size: tuple[int, int] = (1500, 2000)) -> Image.Image:
    """Papers with print from edge to edge, by their upper left corners."""
    photo = Image.new("RGB", size, TABLE)
    rows = [f"{row:02} KOLANO 22 mm  {row} szt  12,50  {row * 12},50" for row in range(1, 21)]
    for corner in papers or ((LEFT, TOP),):
        paper = documents.page(rows, size=(RIGHT - LEFT, BOTTOM - TOP))
        photo.paste(paper.point(lambda level: 30 + level * 0.8), corner)
    return photo


def blurred(photo):
    return Image.fromarray(cv2.GaussianBlur(np.asarray(photo), (0, 0), 5))


def moved(photo):
    return Image.fromarray(cv2.filter2D(np.asarray(photo), -1, np.eye(18) / 18))


def dark(photo):
    return photo.point(lambda level: level * 0.15)


def far(photo):
    return photo.resize((250, 333), Image.Resampling.LANCZOS)


def mirrored(photo):
    pixels = np.array(photo)
    cv2.ellipse(pixels, ((LEFT + RIGHT) // 2, 800), (150, 120), 0, 0, 360, (255, 255, 255), -1)
    return Image.fromarray(pixels)


def cropped(*box):
    return lambda photo: photo.crop(box)


FAULTS = {
    "blurred": [blurred, moved],
    "too-dark": [dark],
    "small-print": [far],
    "glare": [mirrored],
    "cut-top": [cropped(0, TOP + 200, 1500, 2000)],
    "cut-right": [cropped(0, 0, RIGHT - 350, 2000)],
    "cut-bottom": [cropped(0, 0, 1500, BOTTOM - 300)],
    "cut-left": [cropped(LEFT + 150, 0, 1500, 2000)],
}


@pytest.mark.parametrize(("code", "spoil"), [(code, spoil) for code, ways in FAULTS.items() for spoil in ways])
def test_each_fault_is_told_by_its_name(code: str, spoil):
    assert judge(np.asarray(spoil(on_a_table()))) == [code]


@pytest.mark.parametrize(
    "photo",
    [on_a_table(), documents.page(size=(1000, 1414)), Image.new("RGB", (900, 1200), "white"), on_a_table().rotate(90)],
    ids=["photo", "scan", "blank", "lying"],
)
def test_nothing_is_told_against_good_pictures(photo):
    assert judge(np.asarray(photo)) == []


def test_two_papers_beside_each_other_are_two_receipts():
    assert judge(np.asarray(on_a_table((200, 300), (1300, 320), size=(2300, 2000)))) == ["two-receipts"]


def test_a_shadow_over_the_paper_is_no_second_paper():
    shaded = np.asarray(on_a_table(), np.float32)
    shaded[900:] *= 0.6

    assert judge(shaded.astype(np.uint8)) == []


def test_paper_and_table_are_told_apart():
    layout = find_layout(np.asarray(on_a_table()))

    scale = 400 / 2000
    seen = np.zeros_like(layout.paper)
    seen[round(TOP * scale) : round(BOTTOM * scale), round(LEFT * scale) : round(RIGHT * scale)] = True
    assert np.mean(layout.paper == seen) > 0.97


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "heic"])
def test_every_kind_of_photo_is_judged_in_the_child(tmp_path, suffix: str):
    photo, path = cropped(0, 0, 1500, BOTTOM - 300)(on_a_table()), tmp_path / f"photo.{suffix}"
    if suffix == "heic":
        pillow_heif.from_pillow(photo).save(path)
    else:
        photo.save(path)

    with sandbox.opened(path, Limits()) as file:
        assert file.judge() == ["cut-bottom"]


@pytest.mark.parametrize("name", ["scan.tif", "sheet.pdf"])
def test_what_is_no_photo_is_not_judged(tmp_path, name: str):
    with sandbox.opened(documents.saved(dark(on_a_table()), tmp_path / name), Limits()) as file:
        assert file.judge() == []


def test_a_photo_that_lies_on_its_side_is_judged_as_people_see_it(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = cropped(0, 0, 1500, BOTTOM - 300)(on_a_table()).rotate(90, expand=True)
    path = documents.saved(lying, tmp_path / "lying.jpg", exif=exif)

    with sandbox.opened(path, Limits()) as file:
        assert file.judge() == ["cut-bottom"]


@pytest.mark.parametrize(("turn", "side"), [(0, "top"), (90, "left"), (180, "bottom"), (270, "right")])
def test_sides_turn_with_the_page(turn: int, side: str):
    assert quality.turned(["blurred", "cut-top"], turn) == ["blurred", f"cut-{side}"]


@pytest.mark.parametrize(("confidence", "left"), [(0.95, ["cut-bottom"]), (0.5, ["blurred", "cut-bottom"])])
def test_what_is_read_with_certainty_was_not_blurred(confidence: float, left: list[str]):
    line = TextLine((Word("RAZEM 123,46", (0.2, 0.4, 0.6, 0.45), confidence),), 1, OCR)

    told = quality.hints(np.asarray(on_a_table()), [line], verdict=["blurred", "cut-bottom"])

    assert [code for code in told if code in ("blurred", "cut-bottom")] == left


def test_the_verdict_is_told_before_anything_is_read_and_stays_in_the_reading(tmp_path):
    good = documents.saved(on_a_table(), tmp_path / "1.jpg")
    cut = documents.saved(cropped(0, 0, 1500, BOTTOM - 300)(on_a_table()), tmp_path / "2.jpg")
    told = []

    reading = pipeline.read_document(
        [good, cut],
        options=Options(engines=("none",)),
        on_stage=lambda name, page, pages: told.append(name),
        on_verdict=told.append,
    )

    assert told[0] == [(), ("cut-bottom",)]
    assert [warning.as_dict() for warning in reading.warnings if warning.page] == [
        {
            "code": "cut-bottom",
            "page": 2,
            "text": "The lower edge is cut off. Photograph it again so that the whole paper is visible.",
        }
    ]
