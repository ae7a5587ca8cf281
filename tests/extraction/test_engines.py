"""The engines behind one protocol: what they read, how they fail, and that they ask nobody."""

import itertools
import os
import socket
import subprocess
import sys
import threading

import numpy as np
import pytest
from PIL import Image

from extraction import engines, second_look
from extraction.engines import EngineMissing, light
from extraction.engines.rapid import RapidEngine, _dealt_back, _strips
from extraction.reading import OCR, Field
from extraction.rows import printed_lines
from extraction.words import Word
from tests.extraction import documents


def engine(name):
    return engines.engine(name, languages="pol+eng")


def pixels(sheet):
    return np.asarray(sheet.convert("RGB"))


@pytest.fixture(params=engines.NAMES)
def any_engine(request):
    return engine(request.param)


def test_an_engine_reads_print_from_top_to_bottom(any_engine):
    lines = any_engine.read(pixels(documents.page()), 3)
    text = "\n".join(line.text for line in lines).replace(" ", "")
    assert "5260250274" in text
    assert "FV/2026/11/0457" in text
    assert text.index("KLIMA") < text.index("NIP") < text.index("RAZEM")
    assert all((line.page, line.source) == (3, OCR) for line in lines)


def test_places_are_fractions_of_the_page(any_engine):
    lines = any_engine.read(pixels(documents.page()), 1)
    total = next(line for line in lines if "RAZEM" in line.text)
    left, top, right, bottom = total.box
    assert left == pytest.approx(0.06, abs=0.02)
    assert top == pytest.approx(0.51, abs=0.03)
    assert 0 < left < right < 1
    assert 0 < top < bottom < 1
    assert total.confidence > 0.5


def test_what_stands_on_one_printed_line_is_one_line(any_engine):
    lines = any_engine.read(pixels(documents.page()), 1)
    item = next(line for line in lines if "Kolanko" in line.text)
    assert "50,00" in item.text


def test_an_empty_page_has_no_lines(any_engine):
    assert any_engine.read(np.full((500, 400, 3), 255, dtype=np.uint8), 1) == []


def test_polish_letters_are_read(any_engine):
    sheet = documents.page(["Źródło ciepła ŁÓDŹ", "Gwóźdź żółty"], font=documents.polish_font())
    text = " ".join(line.text for line in any_engine.read(pixels(sheet), 1))
    assert "ŁÓD" in text
    assert "ciepła" in text


def test_lines_recognised_on_several_cores_come_back_in_their_order():
    assert _dealt_back([["first", "third", "fifth"], ["second", "fourth"]], 5) == (
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
    )


def test_threads_may_share_an_engine(any_engine):
    sheet, texts = pixels(documents.page()), []
    threads = [threading.Thread(target=lambda: texts.append(any_engine.read(sheet, 1)[0].text)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 3
    assert len(set(texts)) == 1


def test_a_photo_with_shadows_is_read_by_tesseract():
    sheet = pixels(documents.page(size=(1000, 1100))).astype(np.float32)
    shadow = np.linspace(0.25, 1.0, sheet.shape[1])[None, :, None]
    lines = engine("tesseract").read((sheet * shadow).astype(np.uint8), 1)
    assert "5260250274" in " ".join(line.text for line in lines).replace(" ", "")


def test_a_receipt_of_a_metre_is_read_to_its_end():
    rows = [f"Pozycja {number:03} 12,50" for number in range(70)]
    lines = engine("rapidocr").read(pixels(documents.page(rows, size=(700, 4700))), 1)
    texts = [line.text.replace(" ", "") for line in lines]
    assert sum(f"{number:03}" in text for number, text in enumerate(texts)) >= 68
    assert len(texts) in (69, 70, 71)


def test_pages_that_are_read_at_one_time_share_the_cores():
    """A page alone has its lines dealt out to threads, which are started when first needed."""
    shared, sheet = RapidEngine(cores=2), pixels(documents.page())

    def threads():
        return sum(thread.name.startswith("recogniser") for thread in threading.enumerate())

    before = threads()
    with shared._reader.one_page_more():
        beside_another = shared.read(sheet, 1)
    assert threads() == before
    assert shared.read(sheet, 1) == beside_another
    assert threads() == before + 2


def test_strips_meet_without_gap_and_overlap():
    strips = _strips(5000, 900)
    assert strips[0].top == 0
    assert strips[-1].bottom == 5000
    for upper, lower in itertools.pairwise(strips):
        assert upper.zone_bottom == lower.zone_top
        assert upper.bottom > lower.top


def test_rapidocr_opens_no_connection():
    check = """
import socket, numpy
def refuse(*_): raise AssertionError("asked the network")
socket.socket.connect = socket.getaddrinfo = refuse
from extraction import engines
engines.engine("rapidocr", languages="").read(numpy.full((200, 300, 3), 255, "uint8"), 1)
"""
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (done.stdout, done.stderr) == ("", "")
    assert socket.socket.connect is not None


def test_tesseract_runs_with_one_thread():
    engine("tesseract")
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_an_engine_or_language_that_is_not_installed_is_named_missing():
    with pytest.raises(EngineMissing):
        engines.engine("crystal ball", languages="pol")
    with pytest.raises(EngineMissing, match="xyz"):
        engines.engine("tesseract", languages="pol+xyz")


def test_a_machine_without_tesseract_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineMissing, match="not installed"):
        engines.engine("tesseract", languages="eng")


def test_words_of_a_tilted_line_still_meet():
    words = [Word(str(n), (0.1 * n, 0.5 + 0.01 * n, 0.1 * n + 0.08, 0.52 + 0.01 * n), 1.0) for n in range(9)]
    below = [Word("b", (0.0, 0.54, 0.08, 0.56), 1.0)]
    lines = printed_lines(words + below, page=1, source=OCR, slope=0.1)
    assert [line.text for line in lines] == ["0 1 2 3 4 5 6 7 8", "b"]


def test_shadows_are_told_from_even_paper():
    sheet = np.asarray(documents.page().convert("L"))
    shaded = (sheet * np.linspace(0.3, 1.0, sheet.shape[1])[None, :]).astype(np.uint8)
    assert not light.is_uneven(sheet)
    assert light.is_uneven(shaded)
    assert not light.is_uneven(light.flattened(shaded))


def unsure(value, box):
    return Field(value, 0.7, OCR, 1, box)


def test_a_second_engine_that_agrees_makes_a_field_sure_and_one_that_differs_unsure():
    sheet = documents.page()
    lines = engine("rapidocr").read(pixels(sheet), 1)
    fields = {"total": unsure("123.46", lines[-1].box), "issuer_name": unsure("KLIMA-BUD", lines[0].box)}

    same = second_look.look_again(fields, lines, {1: pixels(sheet)}, engine("tesseract"))
    other = Image.new("RGB", sheet.size, "white")
    different = second_look.look_again(fields, lines, {1: pixels(other)}, engine("tesseract"))

    assert same.keys() == {"total"}
    assert same["total"].confidence > 0.9
    assert different["total"].confidence < 0.7
