"""The page of a draft: it waits, fills in, is corrected, kept and sent; with and without script."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim
from claims.services import intake, reading
from claims.states import ReadingState, Status
from tests.builders.claims import a_draft, a_read_draft
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_distributor, a_participant, a_product
from tests.clock import it_is

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

ELBOW_AND_DOUBT = (("Elbow 20 mm", 12, "240.00"), ("Elbow 20 mm brass", 3, "60.00"))


@pytest.fixture(autouse=True)
def marek(client, noon):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


@pytest.fixture
def noon():
    with it_is(NOON, stands_still=True):
        yield


def address(claim: Claim, name: str = "claim") -> str:
    return reverse(f"claims:{name}", args=[claim.uuid])


def shown(client, claim: Claim, name: str = "claim") -> str:
    return client.get(address(claim, name)).content.decode()


def fields(page: str) -> dict[str, str]:
    """What a browser would send back: every field of the draft's form with its value."""
    form = page[page.index('<form id="draft"') :].split("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="(\d+)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_while_it_is_read_the_page_says_so_and_asks_again_by_itself(client, marek):
    page = shown(client, a_draft(marek))

    assert "Your document has arrived" in page
    assert 'hx-trigger="every' in page
    assert "Look again" in page
    assert 'name="document_number"' in page


def test_the_question_in_between_answers_how_far_it_is(client, marek):
    claim = a_draft(marek)
    claim.document.reading_state = ReadingState.READING
    claim.document.stage = "ocr 2/3"
    claim.document.save()

    answer = shown(client, claim, "reading")

    assert "Reading page 2 of 3" in answer
    assert "part-total" not in answer


def test_at_the_end_all_parts_come_and_the_asking_stops(client, marek):
    answer = shown(client, a_read_draft(marek), "reading")

    assert "hx-get" not in answer
    for part in ("issuer_name", "document_number", "issue_date", "total", "lines", "viewer", "send"):
        assert f'id="part-{part}"' in answer
    assert answer.count('hx-swap-oob="true"') == 9


def test_what_is_sure_is_a_line_and_nothing_is_asked(client, marek):
    page = shown(client, a_read_draft(marek))

    assert "Everything was found" in page
    assert "12 × Elbow 20 mm" in page
    assert "please check" not in page
    assert "Send · about 60 points" in page


def test_what_names_no_product_of_the_program_is_shown_apart(client, marek):
    page = shown(client, a_read_draft(marek))

    apart = page[page.index("Other goods on the document") :]
    assert "3 × Mortar M10, 25 kg" in apart


def test_what_is_doubtful_is_an_open_field_with_its_place(client, marek):
    claim = a_draft(marek)
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    kept = claim.document.readings.get()
    place = {"page": 1, "box": [0.1, 0.4, 0.5, 0.5]}
    kept.data["fields"] = {"document_number": {"value": "FV/8", "confidence": 0.4, "source": "ocr"} | place}
    kept.save()

    page = shown(client, claim)

    assert "1 thing to check" in page
    assert 'class="cutout"' in page
    assert 'data-box="document_number"' in page


def test_a_line_that_only_resembles_a_product_asks_to_be_looked_at(client, marek):
    page = shown(client, a_read_draft(marek, lines=ELBOW_AND_DOUBT))

    assert "1 thing to check" in page
    assert "<strong>Elbow 20 mm brass</strong>" in page


def test_the_form_as_it_stands_can_be_sent_without_a_script(client, marek):
    claim = a_read_draft(marek)

    answer = client.post(address(claim, "send"), fields(shown(client, claim)))

    claim.refresh_from_db()
    assert answer.url == address(claim)
    assert (claim.status, claim.document_number) == (Status.SUBMITTED, "FV/2026/11/0457")
    assert [(line.product.sku, line.quantity) for line in claim.lines.all()] == [("RP-E20", 12)]


def test_other_goods_can_be_said_to_be_a_product(client, marek):
    claim = a_read_draft(marek)
    mortar = a_product("RM-10", "Bedding mix")

    client.post(address(claim, "send"), fields(shown(client, claim)) | {"lines-1-product": str(mortar.pk)})

    assert [(line.product.sku, line.quantity) for line in claim.lines.order_by("position")] == [
        ("RP-E20", 12),
        ("RM-10", 3),
    ]
    assert list(claim.corrections.values_list("line", "name", "became")) == [(1, "product", "RM-10")]


def test_the_choice_begins_with_what_the_line_may_mean(client, marek):
    others = [a_product(sku, name) for sku, name in (("RA-1", "Adhesive"), ("RP-E20L", "Elbow 20 mm long"))]
    claim = a_read_draft(marek)
    elbow = claim.program.products.get(sku="RP-E20")

    choice = re.search(r'<select name="lines-0-product".*?</select>', shown(client, claim), re.S)[0]

    assert re.findall(r'value="(\d+)"', choice) == [str(product.pk) for product in (elbow, others[1], others[0])]


def test_a_claim_is_typed_and_sent_while_reading_has_not_begun(client, marek):
    claim = a_draft(marek)
    a_distributor()
    typed = {
        "issuer_name": "Hurtownia Alfa",
        "document_number": "FV/5",
        "issue_date": "2026-11-04",
        "total": "1 284,50 zł",
        "lines-0-product": str(a_product().pk),
        "lines-0-quantity": "2,5",
    }

    client.post(address(claim, "send"), fields(shown(client, claim)) | typed)

    claim.refresh_from_db()
    assert (claim.status, str(claim.total), claim.currency) == (Status.SUBMITTED, "1284.50", "PLN")
    assert str(claim.lines.get().quantity) == "2.500"


def test_what_is_missing_is_said_at_its_place_and_what_was_typed_stays(client, marek):
    claim = a_draft(marek)

    answer = client.post(address(claim, "send"), fields(shown(client, claim)) | {"total": "77", "issue_date": "x"})

    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Who sold it?", "Please write the document number", "Choose at least one product"):
        assert sentence in page
    assert 'value="77"' in page
    claim.refresh_from_db()
    assert claim.status == Status.DRAFT


def test_a_product_without_a_quantity_asks_how_many(client, marek):
    claim = a_read_draft(marek)

    answer = client.post(address(claim, "send"), fields(shown(client, claim)) | {"lines-0-quantity": ""})

    assert "How many?" in answer.content.decode()


def test_what_was_kept_for_later_is_there_again(client, marek):
    claim = a_draft(marek)
    form = fields(shown(client, claim)) | {"document_number": "FV/half"}

    answer = client.post(address(claim, "save"), form, follow=True)

    assert "FV/half" in answer.content.decode()
    claim.refresh_from_db()
    assert (claim.status, claim.document_number) == (Status.DRAFT, "FV/half")


def test_the_reading_does_not_overwrite_what_was_kept(client, marek):
    claim = a_read_draft(marek, number="FV/read")
    client.post(address(claim, "save"), fields(shown(client, claim)) | {"document_number": "FV/mine"})

    page = shown(client, claim)

    assert 'value="FV/mine"' in page
    assert "FV/read" not in page


def test_a_second_click_on_send_leads_to_the_sent_claim_without_complaint(client, marek):
    claim = a_read_draft(marek)
    form = fields(shown(client, claim))
    client.post(address(claim, "send"), form)

    again = client.post(address(claim, "send"), form, follow=True)

    assert again.redirect_chain == [(address(claim), 302)]
    assert "data-toast" not in again.content.decode()


def test_the_preview_follows_what_is_typed_and_keeps_nothing(client, marek):
    claim = a_read_draft(marek)
    form = fields(shown(client, claim)) | {"lines-0-quantity": "20"}

    answer = client.post(address(claim, "preview"), form).content.decode()

    assert "Send · about 100 points" in answer
    assert not Claim.objects.get().lines.exists()


def test_an_unreadable_document_says_what_to_do(client, marek):

    broken = an_upload(b"%PDF-1.7 no more")
    claim = intake.receive(participant=marek, files=[broken], intake_key=uuid4(), now=NOON)
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)

    page = shown(client, claim)

    assert "The file is damaged or incomplete" in page
    assert "type what it says below" in page


def test_what_is_read_from_a_paper_is_shown_as_text_and_nothing_else(client, marek):
    page = shown(client, a_read_draft(marek, number="&lt;script&gt;alert(1)&lt;/script&gt;"))

    assert "<script>alert(1)" not in page


def test_the_page_asks_as_many_questions_for_many_lines_as_for_one(client, marek, django_assert_num_queries):
    few = a_read_draft(marek, number="FV/1", lines=(("Elbow 20 mm", 1, "20.00"),))
    many = a_read_draft(marek, number="FV/60", lines=tuple((f"Elbow 20 mm {n}", 1, "20.00") for n in range(60)))

    with CaptureQueriesContext(connection) as asked:
        shown(client, few)
    with django_assert_num_queries(len(asked)):
        shown(client, many)
