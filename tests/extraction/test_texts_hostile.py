"""Lines that no printer made: the rules say little, but they answer, and soon."""

import time

import pytest

from extraction.reading import TEXT_LAYER
from extraction.texts import find_fields, find_lines
from extraction.words import TextLine, Word

NOWHERE = (0.5, 0.5, 0.5, 0.5)
ANYWHERE = (0.0, 0.1, 1.0, 0.2)


def line(*texts, box=ANYWHERE):
    return TextLine(tuple(Word(text, box, 1.0) for text in texts), 1, TEXT_LAYER)


def test_words_without_size_are_read():
    found = find_fields([line("SUMA PLN 12,00", box=NOWHERE)] * 20, known={})

    assert found["total"].value == "12.00"


@pytest.mark.parametrize("text", ["1 ", "1.", "a,", "(", "-", "nr ", "€", "NIP 1", "\N{ZERO WIDTH SPACE}", "ﷺ", "\x00"])
def test_a_line_without_end_takes_no_time(text):
    since = time.process_time()
    find_fields([line(text * 50_000)], known={})
    find_lines([line(text * 50_000)])

    assert time.process_time() - since < 1


def test_a_page_black_with_words_takes_little_time():
    row = [f"{at},50" for at in range(60)]
    page = [
        TextLine(
            tuple(Word(text, (x / 60, y / 200, (x + 0.9) / 60, (y + 0.9) / 200), 1.0) for x, text in enumerate(row)),
            1,
            TEXT_LAYER,
        )
        for y in range(200)
    ]
    since = time.process_time()
    find_fields(page, known={})
    find_lines(page)

    assert time.process_time() - since < 6


def test_words_outside_the_page_and_turned_round_are_read():
    find_fields(
        [line("SUMA 12,00", box=(1.5, 2.0, -0.5, -1.0)), line("NIP 7349712035", box=(0.9, 0.5, 0.1, 0.4))], known={}
    )


def test_what_looks_like_numbers_and_is_none_is_left_alone():
    strange = ["1²,50 zł", "٣٤,٥٠", "½ 12,0", "9" * 40 + ",00", "1,00" * 30, "0x00 1e9"]
    find_fields([line(text) for text in strange], known={})
    find_lines([line("Nazwa  Ilość  Cena  Wartość"), *(line(text) for text in strange)])
