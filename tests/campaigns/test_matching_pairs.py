"""The published pairs: the goals hold on both halves, and every product's own name finds it."""

import json
import time

import pytest

from campaigns.matching import SURE, Catalogue, Named, match
from tests.shared import SHARED
from trials.products import PARTS, product_names, score, stored_lines


@pytest.mark.parametrize("part", PARTS)
def test_printed_lines_are_matched_as_often_as_promised(part: str):
    found = score(part)

    assert found.lines == 500
    assert found.first_choice >= 0.90
    assert found.after_correction >= 0.99
    assert found.sure >= 0.5
    assert found.sure_right >= 0.98


def test_the_own_name_of_each_of_many_neighbours_finds_it():
    catalogue = Catalogue.build(skus={}, gtins={}, aliases={}, names=product_names())

    lost = [named.name for named in product_names() if not _finds(catalogue, named)]

    assert lost == []


def _finds(catalogue: Catalogue, named: Named) -> bool:
    found = match(named.name, gtin=None, sku=None, catalogue=catalogue)
    return found is not None and found.product_id == named.product_id and found.score >= SURE


def test_a_thousand_lines_against_two_thousand_products_take_seconds():
    own = product_names()
    many = [
        Named(f"{named.name} {brand}", named.product_id + 1000 * turn)
        for turn, brand in enumerate(["Alfa", "Brawo", "Celta", "Delta", "Echo", "Fala", "Gama"])
        for named in own
    ]
    lines = stored_lines()

    started = time.process_time()
    catalogue = Catalogue.build(skus={}, gtins={}, aliases={}, names=many)
    for line in lines:
        match(line.printed, gtin=None, sku=None, catalogue=catalogue)

    assert len({named.product_id for named in many}) > 2000 and len(lines) == 1000
    assert time.process_time() - started < 10


@pytest.mark.skipif(SHARED is None, reason="the shared evaluation data is not on this machine")
def test_printed_lines_of_strangers_are_hardly_offered_and_never_sure():
    catalogue = Catalogue.build(skus={}, gtins={}, aliases={}, names=product_names())
    assert SHARED is not None
    pages = json.loads((SHARED / "data/receipts/gold_lines_sroie.json").read_text(encoding="utf-8")).values()
    lines = {str(line[0]) for page in pages for line in page}

    found = [result for line in lines if (result := match(line, gtin=None, sku=None, catalogue=catalogue))]

    assert len(lines) > 3000
    assert len(found) / len(lines) < 0.01
    assert [result for result in found if result.score >= SURE] == []
