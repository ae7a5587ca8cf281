"""Which files make a document, and copies that nobody sent before."""

from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from extraction.options import Options
from extraction.pipeline import read_file
from trials.documents import SAMPLES, fresh_einvoice, fresh_photo, papers, samples


def test_the_samples_are_all_there_each_once():
    files = [file for paper in samples() for file in paper.files]

    assert len(samples()) >= 15
    assert len(files) == len(set(files))
    assert all(file.is_file() for file in files)


def test_the_pages_of_one_sample_are_one_document_wherever_they_stand():
    first, second = SAMPLES / "faktura-zuraw-zdjecie-1.jpg", SAMPLES / "faktura-zuraw-zdjecie-2.jpg"
    other = SAMPLES / "paragon-wieliczka.jpg"

    found = papers([second, other, first])

    assert [paper.files for paper in found] == [(first, second), (other,)]


def test_one_page_of_two_and_a_photo_of_ones_own_stand_for_themselves(tmp_path: Path):
    page, own = SAMPLES / "faktura-zuraw-zdjecie-1.jpg", tmp_path / "own.jpg"

    assert [paper.files for paper in papers([page, own])] == [(page,), (own,)]


def test_a_correction_is_no_purchase():
    assert [paper.name for paper in samples() if not paper.is_purchase] == ["korekta-zuraw-ksef.xml"]


def test_a_fresh_einvoice_is_read_with_its_own_number(tmp_path: Path):
    reading = read_file(fresh_einvoice(tmp_path, "FV-7"), options=Options())

    assert reading.fields["document_number"].value == "FV-7"
    assert reading.lines


@pytest.mark.parametrize(
    "name", ["paragon-wieliczka.jpg", "paragon-borek-telefon.heic", "paragon-borek-wieczorem.webp"]
)
def test_a_fresh_photo_differs_and_is_still_the_same_picture(tmp_path: Path, name: str):
    register_heif_opener()
    photo = fresh_photo(tmp_path, "again", of=name)

    assert photo.read_bytes() != (SAMPLES / name).read_bytes()
    with Image.open(photo) as picture, Image.open(SAMPLES / name) as sample:
        assert picture.tobytes() == sample.tobytes()
