"""Words in printed names: abbreviated, cut, glued, misread, in another language, or of another maker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.matching import SURE, Catalogue, Match, Named, alias_key, match
from campaigns.matching.catalogue import as_written

VALVE, UNION_VALVE, SOCKET_WHITE, SOCKET_BLACK, RADIATOR, FOAM = range(1, 7)
NAMES = [
    Named('Zawór kulowy z motylkiem 1/2"', VALVE),
    Named('Kugelhahn mit Flügelgriff 1/2"', VALVE),
    Named('Zawór kulowy z półśrubunkiem 1/2"', UNION_VALVE),
    Named("Gniazdo pojedyncze białe", SOCKET_WHITE),
    Named("Steckdose einfach weiß", SOCKET_WHITE),
    Named("Gniazdo pojedyncze czarne", SOCKET_BLACK),
    Named("Plattenheizkörper Kompakt Typ 22, Höhe 600 mm, Länge 800 mm", RADIATOR),
    Named("Pianka montażowa pistoletowa 750 ml", FOAM),
]
LEARNED = "KUREK MALY POLOBROT"
CATALOGUE = Catalogue.build(
    skus={},
    gtins={"05901234567899": FOAM},
    aliases={alias_key(LEARNED): UNION_VALVE},
    names=[*NAMES, Named(LEARNED, UNION_VALVE, is_learned=True)],
)


def found(text: str) -> Match | None:
    return match(text, gtin=None, sku=None, catalogue=CATALOGUE)


@pytest.mark.parametrize(
    ("printed", "product"),
    [
        ("Zaw. kul. motylek 1/2", VALVE),
        ("ZAW.KUL.1/2 MOTYL", VALVE),
        ("1/2 motylek zawór kulowy", VALVE),
        ("Zawór ku1owy z moty1kiem 1/2", VALVE),
        ("Kugelh. Flügelgr. 1/2", VALVE),
        ("KUGELHAHN 1/2 FLUEGEL", VALVE),
        ("Ball valve butterfly 1/2", VALVE),
        ("zawór kul. z półśrub. 1/2", UNION_VALVE),
        ("Zaworkulowy polsrubunek 1/2", UNION_VALVE),
        ("GN. POJ. BIAL", SOCKET_WHITE),
        ("Socket single WHT", SOCKET_WHITE),
        ("Gniazdo pojed. czam.", SOCKET_BLACK),
        ("Steckd. sw 1-fach", SOCKET_BLACK),
        ("Heizk. Kompakt 22/600/800", RADIATOR),
        ("*PIANKA MONTAZOWA PISTOL", FOAM),
    ],
)
def test_what_distributors_write_is_understood(printed: str, product: int):
    result = found(printed)

    assert result is not None and result.product_id == product


@pytest.mark.parametrize("printed", ["Gniazdo pojedyncze srebrne", "Steckdose einfach rot"])
def test_another_colour_is_another_product(printed: str):
    assert found(printed) is None


@pytest.mark.parametrize(
    "printed", ["Transport", "Cement 25 kg", "Pędzel płaski 50", "Rura miedziana 15x1", "biały", "1/2", ""]
)
def test_other_goods_are_no_product(printed: str):
    assert found(printed) is None


def test_a_line_with_the_name_of_another_maker_is_never_sure():
    ours, theirs = found("Zawór kulowy z motylkiem 1/2"), found("Zawór kulowy Ferrox z motylkiem 1/2")

    assert ours is not None and ours.score >= SURE
    assert theirs is None or theirs.score < SURE


@pytest.mark.parametrize(
    "printed", ["Kolano zapras. 20 mm NUREXA", "KOLANO ZAPRAS. 20 MM NUREX", "Nurexo kolano zapras. 20 mm"]
)
def test_the_makers_own_name_says_nothing_against_a_product(printed: str):
    names = [Named("Kolano zaprasowywane 20 mm", 1), Named("Kolano zaprasowywane 25 mm", 2)]
    catalogue = Catalogue.build(
        skus={}, gtins={}, aliases={}, names=names, maker="Nurexa Systemy sp. z o.o. Klub Nurexa"
    )

    result = match(printed, gtin=None, sku=None, catalogue=catalogue)

    assert result is not None and result.product_id == 1 and result.score >= SURE


def test_what_a_distributor_was_taught_goes_before_likeness():
    result = found(LEARNED.title())

    assert result is not None and (result.product_id, result.by, result.runner_up) == (UNION_VALVE, "alias", None)


@pytest.mark.parametrize(("is_taught", "is_sure"), [(True, False), (False, True)])
def test_a_wording_that_fits_several_products_is_sure_only_if_the_organizer_states_it(is_taught: bool, is_sure: bool):
    names = [Named("Kolano zaprasowywane 20 mm", 1), Named("Kolano zaprasowywane 25 mm", 2)]
    own = Named("KOLANO ZAPRASOWYWANE", 2, is_learned=True)
    aliases = {alias_key(own.name): 2}
    catalogue = Catalogue.build(
        skus={}, gtins={}, aliases=aliases, taught=aliases if is_taught else (), names=[*names, own]
    )

    result = match(own.name, gtin=None, sku=None, catalogue=catalogue)

    assert result is not None and (result.product_id, result.by) == (2, "alias")
    assert (result.score >= SURE, result.runner_up is None) == (is_sure, is_sure)


def test_what_is_only_like_a_learned_wording_is_not_sure():
    result = found("KUREK MALY POLOBROT 1/2")

    assert result is not None and (result.product_id, result.by) == (UNION_VALVE, "name")
    assert result.score < SURE


def test_a_gtin_in_the_text_is_found():
    result = found("5901234567899 XYZ")

    assert result is not None and (result.product_id, result.by) == (FOAM, "gtin")


def test_the_runner_up_is_another_product_and_not_better():
    result = found("Zawór kulowy 1/2")

    assert result is not None and result.runner_up is not None
    assert {result.product_id, result.runner_up.product_id} == {VALVE, UNION_VALVE}
    assert result.score < SURE and result.runner_up.score <= result.score


@pytest.mark.parametrize("named", NAMES, ids=lambda named: named.name)
def test_a_products_own_name_finds_it_for_sure(named: Named):
    result = found(named.name)

    assert result is not None and result.product_id == named.product_id and result.score >= SURE


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8, unique_by=as_written))
def test_any_name_that_only_one_product_has_finds_it(names: list[str]):
    own = [Named(name, number) for number, name in enumerate(names, start=1) if as_written(name)]
    catalogue = Catalogue.build(skus={}, gtins={}, aliases={}, names=own)

    found = [match(named.name, gtin=None, sku=None, catalogue=catalogue) for named in own]

    assert [result and (result.product_id, result.score >= SURE) for result in found] == [
        (named.product_id, True) for named in own
    ]


PIECES = st.sampled_from(
    ["kol.", "1/2", '"', "x", "20", "DN", "½", "²", "GW/", "0,", "[12]", "l", "S", "-", "*", "Übergangs", "\u0130"]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join)))
def test_no_text_is_too_odd(text: str):
    result = found(text)

    assert result is None or 0 < result.score <= 1
    assert result is None or result.runner_up is None or result.runner_up.score <= 1
