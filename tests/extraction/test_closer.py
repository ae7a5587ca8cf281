"""Print that fills a small part of a picture is read once more from nearby, and stays where it is on the page."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extraction import engines, pipeline, sandbox
from extraction.closer import on_page
from extraction.limits import Limits
from extraction.options import Options
from extraction.reading import OCR
from extraction.words import TextLine, Word
from tests.extraction import documents

SIZE = (3000, 4000)
# In pixels of the camera's picture.
MARK = (1203, 1610, 1503, 1670)


def a_photo(folder, mark=MARK):
    photo = Image.new("RGB", SIZE, (90, 80, 70))
    pen = ImageDraw.Draw(photo)
    pen.rectangle((1000, 1400, 1800, 2600), fill="white")
    pen.rectangle((mark[0], mark[1], mark[2] - 1, mark[3] - 1), fill="black")
    return documents.saved(photo, folder / "far.png")


class FindsTheMark:
    """Stands for an engine: reads the black mark, the longer the more pixels it has of it."""

    name = "finds-the-mark"

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def read(self, picture, page: int) -> list[TextLine]:
        self.seen.append(picture.shape)
        rows, columns = np.nonzero(picture[:, :, 0] < 40)
        height, width = picture.shape[:2]
        box = (columns.min() / width, rows.min() / height, (columns.max() + 1) / width, (rows.max() + 1) / height)
        word = Word("RAZEM 12,50"[: len(self.seen) * 6], tuple(float(side) for side in box), 0.9, rise=0.01)
        return [TextLine((word,), page, OCR)]


@pytest.fixture
def engine(monkeypatch) -> FindsTheMark:
    found = FindsTheMark()
    monkeypatch.setattr(engines, "engine", lambda name, **_more: found)
    return found


def test_small_print_is_read_again_and_its_place_is_that_on_the_page(tmp_path, engine):
    reading = pipeline.read_file(a_photo(tmp_path), options=Options(engines=("mark",)))

    assert reading.text == "RAZEM 12,50"
    # The amount is the last five of eleven letters; the place is right to a pixel of the camera.
    left, top, right, bottom = MARK
    place = ((left + (right - left) * 6 / 11) / 3000, top / 4000, right / 3000, bottom / 4000)
    assert reading.fields["total"].box == pytest.approx(place, abs=1 / 4000)


def test_a_part_has_all_pixels_of_the_file(tmp_path):
    with sandbox.opened(a_photo(tmp_path), Limits()) as file:
        seen, place = file.part(1, 0, (0.4, 0.4, 0.5004, 0.5))

    assert seen.shape == (400, 301, 3)
    assert place == (1200 / 3000, 1600 / 4000, 1501 / 3000, 2000 / 4000)
    assert (seen[10:70, 3:301] < 5).all()
    assert (seen[80:, 3:] > 250).all()


def test_places_in_a_part_are_places_on_the_page():
    line = TextLine(
        (Word("SUMA", (0.25, 0.5, 0.75, 0.6), 0.9, rise=0.02), Word("7,20", (0.8, 0.5, 1.0, 0.6), 0.8)), 1, OCR
    )

    (there,) = on_page([line], (0.2, 0.4, 0.6, 0.9))

    first, second = there.words
    assert first.box == pytest.approx((0.3, 0.65, 0.5, 0.7))
    assert second.box == pytest.approx((0.52, 0.65, 0.6, 0.7))
    # It sinks by 0.02 of 0.5 of the page over 0.4 of its width.
    assert (first.rise, second.rise) == (pytest.approx(0.025), None)


def test_print_all_over_the_page_is_read_once(tmp_path, engine):
    pipeline.read_file(a_photo(tmp_path, mark=(100, 1610, 2900, 1670)), options=Options(engines=("mark",)))

    assert len(engine.seen) == 1
