"""Several papers in one photo: told apart where the table shows between their print, and one of them is read."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extraction import engines, pipeline
from extraction.apart import papers_apart
from extraction.options import Options
from extraction.reading import OCR
from extraction.receipts import choose
from extraction.sentences import SEVERAL, SIDE_READ, WARNINGS
from extraction.words import TextLine, Word
from tests.extraction import documents

TABLE, PAPER = (110, 80, 55), (215, 215, 210)
SIZE = (1600, 1200)
LEFT, RIGHT = (100, 150, 700, 1050), (900, 150, 1500, 1050)
BAKER = ("PIEKARNIA SLOWIK SP. Z O.O.", "NIP 5260250274", "2026-11-14 12:30", "Chleb 1 x 7,20 7,20", "SUMA PLN 7,20")
SMITH = ("ZELAZO KOWAL SP. Z O.O.", "NIP 1132191233", "2026-10-02 09:10", "Kolanko 2 x 30,00 60,00", "SUMA PLN 60,00")

Place = tuple[int, int, int, int]


def a_table(*papers: Place, size: tuple[int, int] = SIZE) -> np.ndarray:
    """A photo of empty papers: what is printed on them is told apart from it."""
    photo = Image.new("RGB", size, TABLE)
    for paper in papers:
        ImageDraw.Draw(photo).rectangle(paper, fill=PAPER)
    return np.asarray(photo)


def printed(rows: Sequence[str], paper: Place, size: tuple[int, int] = SIZE) -> list[TextLine]:
    """The rows from the upper left of the paper on, three times as wide as they are said to be high, word by word."""
    left, top, right, bottom = paper
    tall = (bottom - top) / (2 * len(rows) + 2)
    lines = []
    for at, row in enumerate(rows):
        letter = min(tall / 2, (right - left - 80) / len(row))
        y, x, words = top + tall * (2 * at + 1), left + 40.0, []
        for text in row.split():
            box = (x / size[0], y / size[1], (x + letter * len(text)) / size[0], (y + tall) / size[1])
            words.append(Word(text, box, 0.99))
            x += letter * (len(text) + 1)
        lines.append(TextLine(tuple(words), 1, OCR))
    return lines


def across(one: Sequence[TextLine], other: Sequence[TextLine]) -> list[TextLine]:
    """As an engine puts them together: what stands on one level is one line."""
    return [TextLine((*a.words, *b.words), 1, OCR) for a, b in zip(one, other, strict=True)]


def texts(lines: Sequence[TextLine]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def test_lines_that_run_over_two_papers_are_parted():
    parts = papers_apart(a_table(LEFT, RIGHT), across(printed(BAKER, LEFT), printed(SMITH, RIGHT)))

    assert [texts(part) for part in parts] == [BAKER, SMITH]


def test_three_papers_are_three():
    places = [(left, 150, left + 440, 1050) for left in (60, 560, 1060)]
    lines = [line for rows, place in zip((BAKER, SMITH, BAKER), places, strict=True) for line in printed(rows, place)]

    paper = choose(a_table(*places), lines)

    assert len(papers_apart(a_table(*places), lines)) == 3
    assert paper.told == SEVERAL


@pytest.mark.parametrize("turn", [0, 6, -6])
def test_papers_that_lie_aslant_are_told_apart(turn: int):
    photo = np.asarray(Image.fromarray(a_table(LEFT, RIGHT)).rotate(turn, fillcolor=TABLE))
    lines = [*printed(BAKER, LEFT), *printed(SMITH, RIGHT)]
    radians, (width, height) = np.radians(turn), SIZE

    def moved(word: Word) -> Word:
        x = ((word.box[0] + word.box[2]) / 2 - 0.5) * width
        y = ((word.box[1] + word.box[3]) / 2 - 0.5) * height
        x, y = x * np.cos(radians) + y * np.sin(radians), y * np.cos(radians) - x * np.sin(radians)
        wide, high = (word.box[2] - word.box[0]) / 2, (word.box[3] - word.box[1]) / 2
        x, y = x / width + 0.5, y / height + 0.5
        return Word(word.text, (x - wide, y - high, x + wide, y + high), 0.99)

    seen = [TextLine(tuple(moved(word) for word in line.words), 1, OCR) for line in lines]

    assert [texts(part) for part in papers_apart(photo, seen)] == [BAKER, SMITH]


@pytest.mark.parametrize(
    "photo",
    [a_table((100, 150, 1500, 1050)), np.full((1200, 1600, 3), 250, np.uint8)],
    ids=["one paper", "scan"],
)
def test_two_columns_on_one_paper_stay_together(photo):
    lines = across(printed(BAKER, LEFT), printed(SMITH, RIGHT))

    assert papers_apart(photo, lines) == [lines]


def test_a_shadow_over_one_half_of_the_paper_parts_nothing():
    photo = a_table((100, 150, 1500, 1050)).astype(np.float32)
    photo[:, 800:] *= 0.6
    lines = across(printed(BAKER, LEFT), printed(SMITH, RIGHT))

    assert papers_apart(photo.astype(np.uint8), lines) == [lines]


def test_the_paper_that_says_most_is_read_and_named():
    shorter = ("ZELAZO", "Kolanko 2 x 30,00 60,00", "SUMA PLN 60,00", "DZIEKUJEMY ZA ZAKUPY", "ZAPRASZAMY PONOWNIE")
    upper, lower = (300, 60, 1300, 560), (300, 660, 1300, 1160)
    for places, names in (((LEFT, RIGHT), ("left", "right")), ((upper, lower), ("upper", "lower"))):
        for rows, name in (((BAKER, shorter), names[0]), ((shorter, BAKER), names[1])):
            lines = [line for text, place in zip(rows, places, strict=True) for line in printed(text, place)]

            paper = choose(a_table(*places), lines)

            assert (texts(paper.lines), texts(paper.others)) == (BAKER, shorter)
            assert paper.told == SIDE_READ[name]


def test_print_beside_the_receipt_that_names_no_sum_is_no_second_document():
    leaflet = ("NOWA KOLEKCJA", "JESIEN ZIMA W SKLEPIE", "ZAPRASZAMY OD RANA", "DO WIECZORA", "PONIEDZIALEK SOBOTA")
    lines = [*printed(BAKER, LEFT), *printed(leaflet, RIGHT)]

    paper = choose(a_table(LEFT, RIGHT), lines)

    assert (paper.lines, paper.others, paper.told) == (lines, [], "")


def test_what_stands_by_the_other_paper_is_not_of_the_one_that_is_read():
    paper = choose(a_table(LEFT, RIGHT), [*printed(BAKER, LEFT), *printed(SMITH[:1] + SMITH[3:], RIGHT)])

    assert paper.has((0.2, 0.8, 0.3, 0.85))
    assert not paper.has((0.7, 0.8, 0.8, 0.85))
    mixed = across(printed(BAKER, LEFT)[:3], printed(SMITH, RIGHT)[:3])
    assert texts(paper.with_own(mixed).lines) == BAKER[:3]


class Reader:
    """Stands for an engine that reads the two receipts, and nothing where it sees a part of the picture."""

    name = "reader"

    def read(self, picture, page: int) -> list[TextLine]:
        is_whole = picture.shape[1] == SIZE[0]
        return across(printed(BAKER, LEFT), printed((*SMITH[:2], *SMITH[3:], "DZIEKUJEMY"), RIGHT)) if is_whole else []


def test_the_reading_is_of_one_receipt_and_says_which(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "engine", lambda name, **_more: Reader())
    photo = documents.saved(Image.fromarray(a_table(LEFT, RIGHT)), tmp_path / "two.png")

    reading = pipeline.read_file(photo, options=Options(engines=("reader",)))

    assert reading.fields["total"].value == "7.20"
    assert "KOWAL" not in reading.text
    assert reading.fields["total"].box[2] < LEFT[2] / SIZE[0]
    told = {warning.code: warning.text for warning in reading.warnings}
    assert told["two-receipts"] == SIDE_READ["left"] != WARNINGS["two-receipts"]
