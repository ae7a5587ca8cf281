"""Memory: what one confirmed document teaches, whose the next one is, and what its reading is told."""

from dataclasses import asdict, replace

import pytest

from extraction import texts
from extraction.memory import (
    Confirmed,
    Fact,
    IssuerFacts,
    Kind,
    issuer_key,
    recall,
    recognise,
    signs_of,
    taught_by,
    with_recalled,
)
from tests.extraction.printed import TILL, lines

SOWA = Confirmed("Budmarket Sowa", "7811767696", "P/4954/26", "2026-11-23", "24.00", "PLN")
TAX_ID = "NIP 781-176-76-96"
OTHERS_TAX_ID = "NIP 526-025-02-74"


def paper(
    name="BUDMARKET SOWA", *, tax_id=TAX_ID, number="P/4954/26", day="23.11.2026", whole="25,00", paid="24,00"
) -> dict:
    """A roll that calls its number a sign, and prints the sum before a bonus as the one to pay."""
    roll = f"""
    {name}
    ul. Lesna 3, 60-001 Poznan
    {tax_id}
    Znak {number}            {day}
    Kolano 20                      {whole}
    RAZEM DO ZAPLATY ZL            {whole}
    Wplacono po premii             {paid}
    """
    printed = lines(roll, width=TILL)
    found = {field: asdict(one) for field, one in texts.find_fields(printed, known={}).items()}
    return {"fields": found, "spots": [asdict(spot) for spot in texts.find_spots(printed)]}


def known_from(*papers: tuple[dict, Confirmed]) -> IssuerFacts:
    taught = [fact for data, right in papers for fact in taught_by(data, right)]
    facts = tuple(replace(fact, times=taught.count(fact)) for fact in sorted(set(taught)))
    return IssuerFacts(issuer_key(papers[-1][1]), facts, len(papers))


FIRST = (paper(), SOWA)
SECOND = (
    paper(number="P/5120/26", day="24.11.2026", whole="61,00", paid="58,50"),
    replace(SOWA, document_number="P/5120/26", issue_date="2026-11-24", total="58.50"),
)
THIRD = paper(number="P/6001/26", day="25.11.2026", whole="99,00", paid="91,10")


def test_the_rules_alone_misread_this_paper():
    assert THIRD["fields"]["total"]["value"] == "99.00"
    assert "document_number" not in THIRD["fields"]


def test_number_and_total_are_found_by_the_words_that_named_them_before():
    told = recall(THIRD, known_from(FIRST, SECOND))

    assert (told["document_number"]["value"], told["total"]["value"]) == ("P/6001/26", "91.10")
    assert {one["recalled"] for one in (told["document_number"], told["total"])} == {"label"}
    assert told["total"]["box"] != THIRD["fields"]["total"]["box"]


def test_what_was_read_surely_gives_way_only_to_more_than_one_document():
    surely = THIRD | {"fields": THIRD["fields"] | {"total": THIRD["fields"]["total"] | {"confidence": 0.95}}}
    hardly = THIRD | {"fields": THIRD["fields"] | {"total": THIRD["fields"]["total"] | {"confidence": 0.7}}}

    assert recall(hardly, known_from(FIRST))["total"]["value"] == "91.10"
    assert "total" not in recall(surely, known_from(FIRST))
    assert recall(surely, known_from(FIRST, SECOND))["total"]["value"] == "91.10"


def test_the_reading_itself_stays_as_it_was():
    before = str(THIRD)

    told = with_recalled(THIRD, recall(THIRD, known_from(FIRST, SECOND)))

    assert told["fields"]["total"]["value"] == "91.10"
    assert str(THIRD) == before


@pytest.mark.parametrize("source", ["e-invoice", "fiscal-code"])
def test_what_the_document_states_itself_is_never_overruled(source):
    stated = {name: field | {"source": source} for name, field in THIRD["fields"].items()}

    told = recall(THIRD | {"fields": stated}, known_from(FIRST, SECOND))

    assert set(told) == {"document_number"}


def test_a_misread_name_is_put_right_and_a_wholly_other_one_is_left():
    known = known_from(FIRST, SECOND)
    misread, other = paper("BUDMARKFT S0WA"), paper("KAWIARNIA POD LIPA")

    assert recall(misread, known)["issuer_name"]["value"] == "Budmarket Sowa"
    assert "Budmarket Sowa" not in str(recall(with_name_read_surely(other), known))


def with_name_read_surely(data: dict) -> dict:
    return data | {"fields": data["fields"] | {"issuer_name": data["fields"]["issuer_name"] | {"confidence": 0.95}}}


def test_surer_with_each_document_and_never_certain():
    name = "issuer_name"
    shares = [recall(paper("BUDMARKFT S0WA"), known_from(*[FIRST] * times))[name]["confidence"] for times in (1, 3, 40)]

    assert shares == sorted(shares)
    assert shares[0] < 0.8 <= shares[1] < shares[2] <= 0.95


def test_digits_that_were_misread_say_nothing_about_their_place():
    misread = replace(SOWA, total="24.90")

    assert not any(fact.kind == Kind.WRONG for fact in taught_by(FIRST[0], misread))
    assert Fact("total", Kind.WRONG, "before:razemdozaplatyzl") in taught_by(*FIRST)


def test_a_sister_firm_is_not_taken_for_a_misread_name():
    sister = with_name_read_surely(paper("BUDMARKET SOWA KRAKOW"))

    assert "issuer_name" not in recall(sister, known_from(FIRST, SECOND))


@pytest.mark.parametrize(
    ("data", "is_known"),
    [
        (paper(), True),
        (paper("Budmarkct Sowa", tax_id=""), True),
        (paper(tax_id=OTHERS_TAX_ID), False),
        (paper("INNA FIRMA", tax_id=""), False),
    ],
    ids=["by its tax id", "by its head", "another tax id", "one line alone"],
)
def test_whose_document_it_is(data, is_known):
    known = known_from(FIRST)

    assert recognise(signs_of(data), [known]) == (known if is_known else None)


def test_a_misread_tax_id_tells_the_issuer_if_one_only_is_near():
    known = known_from(FIRST)
    stranger = {"issuer_tax_id": {"value": "7811767698", "confidence": 0.6, "source": "ocr", "page": 1, "box": None}}
    signs = signs_of({"fields": stranger})
    assert recognise(signs, [known]) == known
    assert recall({"fields": stranger}, known)["issuer_tax_id"]["value"] == "7811767696"
    assert recognise(signs, [known, replace(known, key="tax:1")]) is None
    far = {"issuer_tax_id": stranger["issuer_tax_id"] | {"value": "7811767088"}}
    assert recognise(signs_of({"fields": far}), [known]) is None, "two digits, and nothing else of it"


def test_a_till_in_the_code_tells_the_issuer():
    told = {"document_id": {"value": "pl_paragon:EAZ2601003318/118042", "confidence": 1, "source": "ocr"}}
    first = (FIRST[0] | {"fields": FIRST[0]["fields"] | told}, SOWA)
    later = {"fields": {"document_id": told["document_id"] | {"value": "pl_paragon:EAZ2601003318/9"}}}

    known = known_from(first)

    assert recognise(signs_of(later), [known]) == known
    assert recognise(signs_of(later), [known, replace(known, key="tax:1")]) is None, "two firms at one account"
    assert recall(later, known)["issuer_tax_id"]["value"] == "7811767696"


def test_lines_of_two_issuers_tell_neither():
    known = known_from(FIRST)
    twin = replace(known, key="name:twin", facts=tuple(fact for fact in known.facts if fact.field == "issuer"))

    assert recognise(signs_of(paper("?", tax_id="")), [twin, replace(twin, key="name:other")]) is None


def test_the_month_is_read_first_where_it_was_confirmed_so():
    first = (paper(day="11/23/2026"), SOWA)

    told = recall(paper(day="05/04/2026"), known_from(first, first))

    assert told["issue_date"]["value"] == "2026-05-04"


def test_no_fact_holds_a_word_of_who_bought():
    data = paper("BUDMARKET SOWA", number="P/4954/26")
    data["spots"].append(data["spots"][-1] | {"value": "24.00", "labels": ("before:dlamarkanowaka",)})

    with_words = taught_by(data, SOWA)
    without = taught_by(data, SOWA, private=["Marek Nowak", "Nowaka Instalacje"])

    assert any("nowaka" in fact.value for fact in with_words)
    assert not any("nowaka" in fact.value for fact in without)
    assert Fact("total", Kind.LABEL, "before:wplaconopopremii") in without


def test_nothing_is_learned_about_nobody():
    assert taught_by(paper(), Confirmed(total="24.00")) == frozenset()
