"""Which product a printed line means."""

import pytest

from campaigns.matching import SURE, Catalogue, Named, alias_key, match

ELBOW_16, ELBOW_20, VALVE = 1, 2, 3


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue.build(
        skus={"NP-E16": ELBOW_16, "NP-E20": ELBOW_20, "NV-15": VALVE},
        gtins={"05901234567899": ELBOW_16},
        aliases={alias_key("Kol. zapr. 90 fi20 Nurtia"): ELBOW_20},
        names=[
            Named("Kolano zaprasowywane 16 mm", ELBOW_16),
            Named("Kolano zaprasowywane 20 mm", ELBOW_20),
            Named("Zawór kulowy 1/2 cala", VALVE),
        ],
    )


def found(
    catalogue: Catalogue, text: str, *, gtin: str | None = None, sku: str | None = None
) -> tuple[int, str] | None:
    result = match(text, gtin=gtin, sku=sku, catalogue=catalogue)
    return (result.product_id, result.by) if result else None


def test_a_gtin_of_thirteen_digits_finds_its_product_whatever_the_text_says(catalogue):
    assert found(catalogue, "???", gtin="5901234567899") == (ELBOW_16, "gtin")


def test_an_article_number_is_found_in_the_text(catalogue):
    assert found(catalogue, "NP-E20 kolano") == (ELBOW_20, "sku")


def test_the_distributors_own_name_for_it_is_known(catalogue):
    assert found(catalogue, "KOL. ZAPR. 90 FI20 NURTIA") == (ELBOW_20, "alias")


def test_a_name_with_a_misread_letter_is_still_found(catalogue):
    result = match("Kolano zaprasowywnne 16 mm", gtin=None, sku=None, catalogue=catalogue)

    assert result is not None and result.product_id == ELBOW_16 and result.score >= SURE


def test_another_size_is_never_taken_for_sure(catalogue):
    result = match("Kolano zaprasowywane 25 mm", gtin=None, sku=None, catalogue=catalogue)

    assert result is None or result.score < SURE


@pytest.mark.parametrize("text", ["Cement 25 kg", "Rękawice robocze", "", "Transport"])
def test_other_goods_are_no_product(catalogue, text):
    assert found(catalogue, text) is None
