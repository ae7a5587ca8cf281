"""How the matcher is judged, and that the published pairs are what their README says."""

from collections import defaultdict

import pytest

from campaigns.matching import SURE
from common.texts import fold
from trials.products import ASK, NOTHING, PARTS, Answer, Line, Shop, product_names, stored_lines

ELBOW = "ZG-PE20"


def answer(product: str, sku: str, score: float) -> Answer:
    return Answer(Line("tuning", "alfa", "KOL. 20", product), sku, score, "")


@pytest.mark.parametrize(
    ("product", "sku", "score", "is_right"),
    [
        (ELBOW, ELBOW, 0.7, True),
        (ELBOW, "ZG-PE25", 0.7, False),
        (ELBOW, "", 0.0, False),
        (NOTHING, "", 0.0, True),
        (NOTHING, ELBOW, 0.6, False),
        (ASK, ELBOW, SURE - 0.01, True),
        (ASK, ELBOW, SURE, False),
    ],
)
def test_what_counts_as_right(product: str, sku: str, score: float, is_right: bool):
    assert answer(product, sku, score).is_right is is_right


def test_a_correction_counts_from_the_next_opening_on():
    shop = Shop()
    line = Line("tuning", "alfa", "winkiel dwudziestka", ELBOW)
    before = shop.answer(line)

    shop.correct(line)
    shop.reopen()

    assert not before.is_right
    assert shop.answer(line).is_right and shop.answer(line).is_sure


def test_there_are_a_thousand_lines_of_eight_distributors_in_two_halves():
    lines = stored_lines()
    parts = {line.distributor: line.part for line in lines}

    assert (len(lines), len(parts)) == (1000, 8)
    assert {(line.distributor, line.part) for line in lines} == set(parts.items())
    assert [sum(line.part == part for line in lines) for part in PARTS] == [500, 500]


def test_every_line_means_a_product_of_the_catalogue_nothing_or_several():
    meant = {line.product for line in stored_lines()}
    names = {named.product_id for named in product_names()}

    assert {NOTHING, ASK} <= meant
    assert meant - {NOTHING, ASK} <= set(Shop().skus)
    assert len(names) == len(Shop().skus) > 300


def test_no_distributor_prints_one_text_for_two_meanings():
    meanings = defaultdict(set)
    for line in stored_lines():
        meanings[line.distributor, fold(line.printed)].add(line.product)

    assert [text for text, products in meanings.items() if len(products) > 1] == []
