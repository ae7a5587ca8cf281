"""Sizes in printed names: equal in other units, and never crossed."""

import pytest

from campaigns.matching import SURE, Catalogue, Match, Named, match

BEND_20, BEND_25, TEE_202016, TEE_201620, FEMALE, MALE, HOSE_30, HOSE_50, WIRE_15, WIRE_25, ONE_POLE, THREE_POLES = (
    range(1, 13)
)
DRAIN_50, CLAMP_1, CLAMP_114, BOX, TEE_20, PIPE = range(13, 19)
NAMES = {
    BEND_20: "Kolano zaprasowywane 90° 20 mm",
    BEND_25: "Kolano zaprasowywane 90° 25 mm",
    TEE_202016: "Trójnik redukcyjny 20 × 20 × 16 mm",
    TEE_201620: "Trójnik redukcyjny 20 × 16 × 20 mm",
    FEMALE: 'Złączka 20 mm × ½" GW',
    MALE: 'Złączka 20 mm × ½" GZ',
    HOSE_30: "Wąż przyłączeniowy w oplocie 300 mm",
    HOSE_50: "Wąż przyłączeniowy w oplocie 500 mm",
    WIRE_15: "Przewód LgY 1,5 mm²",
    WIRE_25: "Przewód LgY 2,5 mm²",
    ONE_POLE: "Wyłącznik nadprądowy B16 1P",
    THREE_POLES: "Wyłącznik nadprądowy B16 3P",
    DRAIN_50: "Rura kanalizacyjna HT 50 × 1000 mm",
    CLAMP_1: 'Obejma stalowa z gumą 1"',
    CLAMP_114: 'Obejma stalowa z gumą 1 1/4"',
    BOX: "Puszka instalacyjna",
    TEE_20: "Trójnik równoprzelotowy 20 mm",
    PIPE: "Rura PE-RT/AL/PE-RT 16 × 2,0 mm",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.build(
        skus={}, gtins={}, aliases={}, names=[Named(name, product) for product, name in NAMES.items()]
    )


def found(catalogue: Catalogue, text: str) -> Match | None:
    return match(text, gtin=None, sku=None, catalogue=catalogue)


@pytest.mark.parametrize(
    ("printed", "product"),
    [
        ("Kolano zapras. 20mm", BEND_20),
        ("Kolano zapras. fi 25", BEND_25),
        ("Kolano zapras. 2O mm", BEND_20),
        ("Kolano zapras. 2S mm", BEND_25),
        ('Złączka 20x1/2" GW', FEMALE),
        ("Złączka 20 x l/2 GZ", MALE),
        ("Złączka 20*DN15 gwint wewn.", FEMALE),
        ("Złączka ½ cala 20 AG", MALE),
        ("Wąż w oplocie 0,3 m", HOSE_30),
        ("Wąż w oplocie 50cm", HOSE_50),
        ("WAZ W OPLOCIE L-50", HOSE_50),
        ("WAZ W OPLOCIE L300", HOSE_30),
        ("Złączka 20*DN15 gw. zewn.", MALE),
        ("LgY 2.5mm2", WIRE_25),
        ("LgY 1,5 qmm", WIRE_15),
        ("Wył. nadpr. 3-bieg. B16", THREE_POLES),
        ("Wył. nadpr. 16A B 1 pol.", ONE_POLE),
        ("Trójnik 20x20x20", TEE_20),
        ("Trójnik red. 20/20/16", TEE_202016),
        ("TROJNIK 20X20X16", TEE_202016),
        ("Trójnik red. 20x16x20", TEE_201620),
        ("Rura kan. HT DN50 1m", DRAIN_50),
        ("Obejma z gumą 5/4", CLAMP_114),
        ("RURA PERT/AL 16X2 MB", PIPE),
        ("4711 Obejma z gumą 1 cal", CLAMP_1),
    ],
)
def test_one_size_has_many_spellings(catalogue, printed: str, product: int):
    result = found(catalogue, printed)

    assert result is not None and result.product_id == product


@pytest.mark.parametrize(
    "printed",
    [
        "Kolano zaprasowywane 90° 32 mm",
        "Kolano zaprasowywane 90° 32",
        "Kolano zaprasowywane 45° 20 mm",
        'Złączka 20 mm × 3/4" GW',
        "Złączka 20 mm × DN20 GZ",
        "Wąż przyłączeniowy w oplocie 3 m",
        "Przewód LgY 4 mm²",
        "Wyłącznik nadprądowy B16 4P",
        "Wyłącznik nadprądowy C16 1P",
        "Rura kanalizacyjna HT 75 × 1000 mm",
        "Trójnik redukcyjny 25 × 20 × 16 mm",
    ],
)
def test_another_size_is_another_product(catalogue, printed: str):
    assert found(catalogue, printed) is None


@pytest.mark.parametrize(
    "printed",
    [
        "Kolano zaprasowywane 90°",
        "Trójnik redukcyjny 20 × 20",
        'Złączka 20 mm × ½"',
        "Wyłącznik nadprądowy B16",
        "Przewód LgY",
    ],
)
def test_a_missing_size_is_asked_for(catalogue, printed: str):
    result = found(catalogue, printed)

    assert result is not None and result.score < SURE and result.runner_up is not None


def test_a_number_that_the_till_cut_is_asked_for(catalogue):
    result = found(catalogue, "OBEJMA STALOWA Z GUMA 1")

    assert result is not None and result.score < SURE


def test_a_size_is_not_taken_for_a_product_that_names_none(catalogue):
    result = found(catalogue, "Puszka instalacyjna 80 mm")

    assert result is not None and result.product_id == BOX and result.score < SURE
