"""What a draft says about its values: who says what where sources differ, and one tap that takes the other."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from campaigns.matching import Match
from claims.extraction_sentences import plain_text, translated
from claims.models import Claim
from claims.telling import origin_of_line
from extraction import sentences
from extraction.reading import E_INVOICE, FISCAL_CODE, OCR, TEXT_LAYER, Said
from tests.builders.claims import a_read_draft
from tests.builders.programs import NOON, a_participant
from tests.claims.test_draft_page import address, fields, shown
from tests.clock import it_is

pytestmark = pytest.mark.django_db

TWO_TOTALS = (Said("total", E_INVOICE, "369.00"), Said("total", OCR, "396.00"))
TWO_DAYS = (Said("issue_date", E_INVOICE, "2026-11-04"), Said("issue_date", OCR, "2026-11-14"))


@pytest.fixture(autouse=True)
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    with it_is(NOON, stands_still=True):
        yield participant


def disputed(marek, said=TWO_TOTALS) -> Claim:
    """A draft whose e-invoice is contradicted by the print beside it."""
    claim = a_read_draft(marek)
    kept = claim.document.readings.get()
    kept.data["warnings"] = [sentences.disagreement(said).as_dict()]
    kept.save()
    return claim


def told(marek, **changes: object) -> Claim:
    """A draft whose total was read so."""
    claim = a_read_draft(marek)
    kept = claim.document.readings.get()
    kept.data["fields"]["total"] |= changes
    kept.save()
    return claim


def part(page: str, name: str) -> str:
    return re.split(r'id="part-', page[page.index(f'id="part-{name}"') + 9 :])[0]


def test_both_values_stand_beside_their_field_with_who_says_them(client, marek):
    total = part(shown(client, disputed(marek)), "total")

    assert "Which one is right?" in total
    for value in ("PLN\xa0369.00 <small>e-invoice", "PLN\xa0396.00 <small>photo or scan"):
        assert value in total


def test_a_sure_value_that_another_source_contradicts_asks_to_be_checked(client, marek):
    page = shown(client, disputed(marek))

    assert "1 thing to check" in page
    assert "Please check. (" not in page
    assert "is-unsure" in part(page, "total")
    assert "Which one" not in part(page, "document_number")


def test_numbers_days_and_sources_are_written_in_the_language_of_the_reader(client, marek):
    marek.user.language = "pl"
    marek.user.save()

    page = shown(client, disputed(marek, TWO_TOTALS + TWO_DAYS))

    assert "396,00\xa0zł <small>zdjęcie lub skan" in part(page, "total")
    assert "14 lis 2026 <small>zdjęcie lub skan" in part(page, "issue_date")


def test_without_a_script_one_tap_brings_the_page_with_the_other_value(client, marek):
    claim = disputed(marek)
    typed = fields(shown(client, claim)) | {"document_number": "FV/typed"}

    answer = client.post(address(claim, "preview"), typed | {"total": [typed["total"], "396.00"]})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert (fields(page)["total"], fields(page)["document_number"]) == ("396.00", "FV/typed")
    claim.refresh_from_db()
    assert claim.total is None


def test_what_the_person_stated_is_not_asked_again(client, marek):
    claim = disputed(marek)
    client.post(address(claim, "save"), fields(shown(client, claim)) | {"total": "396.00"})

    page = shown(client, claim)

    assert "Everything was found" in page
    assert "Which one is right?" not in page


def test_enter_in_a_field_fills_no_other_field(client, marek):
    form = shown(client, disputed(marek)).split('<form id="draft"')[1]

    first = re.search(r"<button[^>]*type=\"submit\"[^>]*>", form)[0]
    assert "data-take" not in first
    assert reverse("claims:save", args=[Claim.objects.get().uuid]) in first


def test_a_disagreement_is_told_in_the_readers_language_without_its_values():
    with override("pl"):
        told = translated(plain_text(sentences.disagreement(TWO_TOTALS).as_dict()))

    assert "Sprawdź" in told
    assert "369" not in told


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        ((E_INVOICE, OCR), "E-faktura i wydruk nie podają tego samego. Sprawdź dane."),
        ((FISCAL_CODE, TEXT_LAYER), "Kod na dokumencie i wydruk nie podają tego samego. Sprawdź dane."),
        ((E_INVOICE, FISCAL_CODE), "E-faktura i kod na dokumencie nie podają tego samego. Sprawdź dane."),
        (
            (E_INVOICE, FISCAL_CODE, OCR),
            "E-faktura, kod na dokumencie i wydruk nie podają tego samego. Sprawdź dane.",
        ),
        ((E_INVOICE, E_INVOICE), "Dwa źródła nie podają tego samego. Sprawdź dane."),
    ],
)
def test_a_disagreement_names_the_sources_that_disagree(sources, sentence):
    said = [Said("total", source, str(at)) for at, source in enumerate(sources)]
    with override("pl"):
        assert translated(plain_text(sentences.disagreement(said).as_dict())) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Read from the e-invoice. Certain (100%)."),
        ({"source": "fiscal-code", "confidence": 0.999}, "Read from the code on the document. Almost certain (99%)."),
        ({"source": "text-layer", "confidence": 0.86}, "Read from the text of the PDF. Quite sure (86%)."),
        ({"source": "ocr", "confidence": 0.79}, "Read from the photo or scan. Not sure enough (79%)."),
        ({"source": "ocr", "confidence": 0.3}, "Read from the photo or scan. Hardly more than a guess (30%)."),
    ],
)
def test_on_demand_a_value_tells_its_source_and_how_sure_it_is(client, marek, changes, sentence: str):
    total = part(shown(client, told(marek, **changes)), "total")

    where = total[total.index('<details class="where"') :]
    assert sentence in where
    assert "Where from?</summary>" in where


def test_how_sure_is_enough_is_the_programs_word(client, marek):
    marek.program.sure_from = "0.90"
    marek.program.save()

    assert "Not sure enough (86%)." in part(shown(client, told(marek, confidence=0.86)), "total")


def test_a_known_seller_stands_although_its_letters_were_doubtful(client, marek):
    claim = a_read_draft(marek)
    kept = claim.document.readings.get()
    kept.data["fields"]["issuer_name"] |= {"source": "ocr", "confidence": 0.4}
    kept.save()

    name = part(shown(client, claim), "issuer_name")

    assert "Hardly more than a guess (40%). The seller is known in the program." in name
    assert "is-unsure" not in name


def test_what_the_person_wrote_is_not_said_to_be_read(client, marek):
    claim = told(marek)
    client.post(address(claim, "save"), fields(shown(client, claim)) | {"total": "370", "document_number": "FV/1"})

    page = shown(client, claim)

    assert "You wrote this yourself." in part(page, "total")
    assert "Read from the e-invoice." in part(page, "issue_date")


def test_the_place_on_the_paper_is_cut_out_once(client, marek):
    claim = told(marek, source="ocr", confidence=0.99, page=1, box=[0.1, 0.4, 0.5, 0.5])
    claim.document.pages.create(number=1, picture_key="p", width=300, height=200)

    sure = part(shown(client, claim), "total")
    claim.program.sure_from = "0.99"
    kept = claim.document.readings.get()
    kept.data["fields"]["total"]["confidence"] = 0.9
    kept.save()
    claim.program.save()
    unsure = part(shown(client, claim), "total")

    assert (sure.count('class="cutout"'), unsure.count('class="cutout"')) == (1, 1)
    assert sure.index('class="where"') < sure.index('class="cutout"')
    assert unsure.index('class="cutout"') < unsure.index('class="where"')


def test_a_line_tells_where_it_was_read_and_by_what_its_product_was_found(client, marek):
    lines = part_of_lines(shown(client, a_read_draft(marek)))

    assert "Read from the e-invoice. The product was found by its" in lines


def part_of_lines(page: str) -> str:
    return page[page.index('id="part-lines"') :]


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        ("gtin", "Read from the photo or scan. The product was found by its number (GTIN)."),
        ("sku", "Read from the photo or scan. The product was found by its article number."),
        ("alias", "Read from the photo or scan. The product was found by the name that this seller prints for it."),
        ("name", "Read from the photo or scan. The product was found by its name (93%)."),
    ],
)
def test_a_product_is_told_by_what_it_was_found(by, sentence):
    assert origin_of_line(OCR, Match(1, 0.939, by)) == sentence
