"""What a file is, and what comes out of it when it is opened in the child."""

import io
import os
import signal
import threading
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from extraction import sandbox, sniff
from extraction.limits import Limits
from extraction.refusals import Refusal
from tests.extraction import documents


def picture_bytes(kind, mode="RGB", **how):
    written = io.BytesIO()
    documents.page().convert(mode).save(written, kind, **how)
    return written.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (picture_bytes("JPEG"), "jpeg"),
        (picture_bytes("PNG"), "png"),
        (picture_bytes("WEBP"), "webp"),
        (picture_bytes("TIFF"), "tiff"),
        (documents.printed_pdf(), "pdf"),
        (b" " * 900 + documents.printed_pdf(), "pdf"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Faktura/>", "xml"),
        ('<?xml version="1.0" encoding="UTF-16"?><Faktura/>'.encode("utf-16"), "xml"),
        (b"<Invoice xmlns='urn:x'/>", "xml"),
        (b'{"dokument": {}}', "json"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heif"),
    ],
)
def test_the_kind_is_told_from_the_content(head, kind):
    assert sniff.kind_of(head[: sniff.HEAD_BYTES]) == kind


@pytest.mark.parametrize(
    "head",
    [
        b"MZ\x90\0" + bytes(200),
        b"PK\x03\x04",
        b"GIF89a",
        b"<!doctype html><script>",
        b"<html>",
        b"<svg onload='x'/>",
        b"\0\0\0\x1cftypavif\0\0\0\0mif1avif",
        b"plain words",
    ],
)
def test_anything_else_is_refused_by_name(head):
    with pytest.raises(Refusal) as refusal:
        sniff.kind_of(head)
    assert refusal.value.code == "not-a-document"
    assert refusal.value.text.endswith(".")


def drawn(path, page=1, turn=0):
    with sandbox.opened(path, Limits()) as file:
        file.draw(page, turn)
        return file.pixels(page, turn)


def test_a_picture_is_turned_as_the_camera_noted(tmp_path):
    sheet = Image.new("RGB", (400, 200), "white")
    sheet.paste("black", (0, 0, 100, 200))
    exif = Image.Exif()
    exif[0x0112] = 6

    for name in ("on_its_side.jpg", "on_its_side.png", "on_its_side.tif", "on_its_side.webp"):
        pixels = drawn(documents.saved(sheet, tmp_path / name, exif=exif))
        assert pixels.shape == (400, 200, 3), name
        assert pixels[:80].mean() < 30, name
        assert pixels[120:].mean() > 225, name


def test_transparent_parts_become_white_paper(tmp_path):
    for mode in ("RGBA", "LA", "P"):
        sheet = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
        sheet.paste((200, 0, 0, 255), (100, 100, 200, 200))
        written = documents.saved(sheet.convert(mode), tmp_path / f"{mode}.png")
        assert drawn(written)[:50].mean() == 255, mode


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_every_colour_model_of_jpeg_keeps_dark_print_on_light_paper(tmp_path, mode):
    pixels = drawn(documents.saved(documents.page().convert(mode), tmp_path / "sheet.jpg"))
    assert pixels[5:40].mean() > 245
    assert pixels.min() < 40


def test_sixteen_bit_grey_is_brought_to_eight(tmp_path):
    deep = (np.asarray(documents.page().convert("L"), dtype=np.uint16) * 257).astype(np.uint16)
    pixels = drawn(documents.saved(Image.fromarray(deep), tmp_path / "deep.png"))
    assert pixels.min() == 0
    assert pixels.max() == 255


def test_a_phone_photo_of_forty_megapixels_fits_into_the_limits(tmp_path):
    path = documents.saved(documents.page(size=(7300, 5470), letters=120), tmp_path / "photo.jpg", progressive=True)
    with sandbox.opened(path, Limits()) as file:
        assert file.draw(1)["size"] == [2000, 1499]
        assert file.search_symbols(1)() == []


def test_codes_are_looked_for_while_other_questions_are_answered(tmp_path):
    sheet = documents.with_code(documents.page(), "Kwit 7", zxingcpp.BarcodeFormat.QRCode, at=(300, 600))
    with sandbox.opened(documents.saved(sheet, tmp_path / "sheet.png"), Limits()) as file:
        size = file.draw(1)["size"]
        upright, turned = file.search_symbols(1), file.search_symbols(1, 90)

        assert file.pixels(1).shape[:2] == (size[1], size[0])
        assert [found().pop().text for found in (turned, upright)] == ["Kwit 7", "Kwit 7"]
        assert upright()[0].box != turned()[0].box


def test_each_page_of_a_tiff_is_a_page(tmp_path):
    first, second = documents.page(), Image.new("RGB", (500, 700), "white")
    path = documents.saved(first, tmp_path / "two.tif", save_all=True, append_images=[second])
    with sandbox.opened(path, Limits()) as file:
        assert file.pages == 2
        assert file.draw(1) == {"blank": False, "crisp": False, "size": [1000, 1000]}
        assert file.draw(2) == {"blank": True, "crisp": False, "size": [500, 700]}


def test_the_text_layer_has_words_with_places(tmp_path):
    path = tmp_path / "printed.pdf"
    path.write_bytes(documents.printed_pdf())
    with sandbox.opened(path, Limits()) as file:
        assert file.draw(1)["crisp"]
        words = {word.text: word.box for word in file.words(1)}
    left, top, right, bottom = words["5260250274"]
    assert 0.1 < left < right < 0.3
    assert 0.1 < top < bottom < 0.13
    assert words["RAZEM"][1] > words["NIP"][3]


def test_places_follow_a_page_that_is_shown_rotated(tmp_path):
    path = tmp_path / "rotated.pdf"
    path.write_bytes(documents.printed_pdf(rotate=90))
    with sandbox.opened(path, Limits()) as file:
        width, height = file.draw(1)["size"]
        first = next(word for word in file.words(1) if word.text == "KLIMA-BUD")
    assert width > height
    assert first.box[0] > 0.9, "the first line runs down the right edge"


def test_a_scanners_hidden_guess_is_not_taken_for_a_text_layer(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(documents.scanned_pdf(documents.page(), hidden="Kwota do zaplaty 999,99 PLN za towar"))
    with sandbox.opened(path, Limits()) as file:
        assert not file.draw(1)["crisp"]
        assert file.words(1) == []


def test_the_copy_for_people_carries_nothing_but_pixels(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    exif[0x0112] = 6
    path = documents.saved(documents.page(size=(3000, 2500)), tmp_path / "gps.jpg", exif=exif, comment=b"SECRETNOTE")
    with path.open("ab") as file:
        file.write(b"SECRETTAIL")

    with sandbox.opened(path, Limits()) as file:
        copy = file.web_copy(1)

    assert b"SECRET" not in copy
    shown = Image.open(io.BytesIO(copy))
    assert shown.size == (1667, 2000)
    assert not shown.getexif()


def test_the_child_starts_again_after_it_was_killed(tmp_path):
    path = documents.saved(documents.page(), tmp_path / "sheet.png")
    drawn(path)
    os.kill(sandbox._warm._process.pid, signal.SIGKILL)
    sandbox._warm._process.wait()
    assert drawn(path).shape == (1000, 1000, 3)


def test_threads_open_files_side_by_side(tmp_path):
    paths = [documents.saved(documents.page(size=(200 + n, 300)), tmp_path / f"{n}.png") for n in range(8)]
    widths = {}
    threads = [threading.Thread(target=lambda n=n: widths.update({n: drawn(paths[n]).shape[1]})) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert widths == {n: 200 + n for n in range(8)}


def test_no_child_and_no_descriptor_stays_behind(tmp_path):
    path = documents.saved(documents.page(), tmp_path / "sheet.png")
    drawn(path)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        drawn(path)
    children = Path(f"/proc/{sandbox._warm._process.pid}/task/{sandbox._warm._process.pid}/children")
    assert len(os.listdir("/proc/self/fd")) == before
    assert len(children.read_text().split()) <= 1
