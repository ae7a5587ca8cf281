"""Hard photos whose right answers are known."""

from random import Random

import pytest

from samples.generator.photo_set import printed, write_photo_set
from samples.generator.till_papers import MANNERS, till_paper


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("seed", range(5))
def test_a_paper_prints_what_its_label_says(manner, seed):
    paper = till_paper(manner, Random(seed))
    text = "\n".join(f"{row.left} {row.right}" for row in paper.rows)

    assert paper.company.casefold() in text.casefold()
    assert paper.total.replace(".", "," if manner.comma else ".") in text
    assert paper.date[2:4] in text


def test_no_line_is_wider_than_the_paper():
    strip = printed(till_paper(MANNERS[0], Random(3)), Random(3))

    assert strip.width < strip.height * 2
    assert all(strip.getpixel((x, y)) == 255 for x in (0, strip.width - 1) for y in range(strip.height))


def test_the_same_seed_gives_the_same_photos(tmp_path):
    labels = [write_photo_set(tmp_path / name, count=1, seed=5) for name in ("one", "two")]
    photos = [next((tmp_path / name).glob("*.jpg")).read_bytes() for name in ("one", "two")]

    assert labels[0] == labels[1]
    assert photos[0] == photos[1]
