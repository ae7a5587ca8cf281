"""The campaign admin at work: products, rules, codes and clerks, each through the pages as the browser sends them."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from campaigns.models import Campaign, CodeBatch, OnPackCode, Product, ProductGtin, Rule
from campaigns.services import print_files
from claims.models import Claim
from claims.services import codes as redeeming
from claims.states import Status
from distributors.models import ClerkInvitation
from tests.builders.claims import a_claim
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_distributor,
    a_participant,
    a_product,
    a_program,
)

pytestmark = pytest.mark.django_db

RIGHT, WRONG = "5909999300250", "5909999300251"


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    a_campaign()
    client.force_login(joanna.user)
    return joanna


def page(model, kind, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


def filled(client, address: str, **values: object) -> dict[str, object]:
    """The form of the page as it stands, with some values changed."""
    context = client.get(address).context
    forms = [context["adminform"].form, *(one.formset.management_form for one in context["inline_admin_formsets"])]
    forms += [row for one in context["inline_admin_formsets"] for row in one.formset.initial_forms]
    stands = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in (stands | values).items() if value is not None}


def with_gtin(client, gtin: str) -> dict[str, object]:
    first = {"gtins-TOTAL_FORMS": "1", "gtins-0-gtin": gtin}
    return filled(client, page(Product, "add"), program=a_program().pk, sku="RP-V25", name="Valve 25 mm", **first)


def test_a_product_is_made_with_its_gtin(client, joanna):
    answer = client.post(page(Product, "add"), with_gtin(client, RIGHT))

    assert answer.status_code == 302
    assert ProductGtin.objects.get(product__sku="RP-V25").gtin == RIGHT.zfill(14)


def test_a_wrong_check_digit_is_refused_with_a_sentence(client, joanna):
    answer = client.post(page(Product, "add"), with_gtin(client, WRONG))

    assert "its check digit does not fit" in answer.content.decode()
    assert not Product.objects.filter(sku="RP-V25").exists()


def test_a_gtin_that_another_product_has_is_refused_with_a_sentence(client, joanna):
    a_product("RP-V15", "Valve 15 mm", gtin=RIGHT)

    answer = client.post(page(Product, "add"), with_gtin(client, RIGHT))

    assert "Valve 15 mm (RP-V15) has this GTIN already." in answer.content.decode()
    assert not Product.objects.filter(sku="RP-V25").exists()


def test_changing_a_rule_makes_a_new_version_and_keeps_the_old_one(client, joanna):
    rule = Rule.objects.get(kind=Rule.Kind.PER_MEASURE)
    address = page(Rule, "change", rule.pk)

    answer = client.post(address, filled(client, address, gives=7))

    assert answer.status_code == 302
    rule.refresh_from_db()
    newer = Rule.objects.get(replaces=rule)
    assert (rule.terms.effect.gives, rule.in_force_until is None) == (5, False)
    assert (newer.terms.effect.gives, newer.in_force_until, newer.made_by) == (7, None, joanna.user)
    assert (newer.lineage, newer.version) == (rule.lineage, 2)
    assert newer.terms.scope == rule.terms.scope
    assert list(newer.products.all()) == list(rule.products.all())
    assert client.get(page(Rule, "changelist")).content.decode().count("7 points") == 1


def test_a_rule_for_amounts_must_say_for_which_amount(client, joanna):
    campaign = Campaign.objects.get()
    address = page(Rule, "add") + "?kind=per-amount"

    answer = client.post(address, filled(client, address, campaign=campaign.pk, gives=1, each=""))

    assert "each" in answer.context["adminform"].form.errors
    assert Rule.objects.filter(made_by=joanna.user).count() == 0


def test_a_batch_is_ordered_made_exported_once_printed_and_released(client, joanna, run_jobs):
    batch = an_order(client)
    assert "0 of 3 (0 %)" in client.get(page(CodeBatch, "changelist")).content.decode()
    run_jobs()
    (first, *_others) = codes = list(print_files.codes_of(batch))
    file = b"".join(act(client, batch, "download").streaming_content)
    assert (len(codes), OnPackCode.objects.count()) == (3, 3)
    assert [code for code in codes if code.encode() in file] == []
    assert print_files.password(batch) in client.get(page(CodeBatch, "change", batch.pk)).content.decode()
    for action in ("download", "allow_another"):
        assert "text/html" in act(client, batch, action, follow=True)["Content-Type"]

    act(client, batch, "confirm_receipt")
    act(client, batch, "release")

    assert redeeming.redeem(participant=a_participant(), text=first, now=NOON).status == "verified"
    shown = client.get(page(CodeBatch, "change", batch.pk)).content.decode()
    assert print_files.password(batch) not in shown
    assert [line.became for line in batch.moves.order_by("pk")] == ["made", "exported", "printed", "live"]


def test_a_spoilt_range_is_recalled_on_the_page(client, joanna, run_jobs):
    batch = an_order(client)
    run_jobs()
    address = page(CodeBatch, "change", batch.pk)
    row = {"recalled_ranges-TOTAL_FORMS": "1", "recalled_ranges-0-first": "2", "recalled_ranges-0-reason": "Spoilt"}

    client.post(address, filled(client, address, **row | {"recalled_ranges-0-last": "3"}))
    refused = client.post(address, filled(client, address, **_second(row, last="9")), follow=True)

    assert "go from 1 to 3" in refused.content.decode()
    found = batch.recalled_ranges.get()
    assert (found.first, found.last, found.reason, found.made_by) == (2, 3, "Spoilt", joanna.user)


def _second(row: dict[str, str], *, last: str) -> dict[str, str]:
    """The same row, after the one that stands there."""
    moved = {name.replace("-0-", "-1-"): value for name, value in row.items()}
    return moved | {"recalled_ranges-TOTAL_FORMS": "2", "recalled_ranges-1-last": last}


def test_changed_days_of_a_batch_are_written_down_and_its_progress_is_left_alone(client, joanna, run_jobs):
    batch = an_order(client)
    address = page(CodeBatch, "change", batch.pk)
    form = filled(client, address, valid_until="2027-01-31")
    run_jobs()

    client.post(address, form)

    batch.refresh_from_db()
    assert (batch.state, batch.written, str(batch.valid_until)) == ("made", 3, "2027-01-31")
    assert "2027-01-31" in batch.moves.latest("pk").note


def an_order(client) -> CodeBatch:
    values = {"campaign": Campaign.objects.get().pk, "product": a_product().pk, "name": "Autumn", "count": 3}
    address = page(CodeBatch, "add")
    answer = client.post(address, filled(client, address, **values, points=25, credits=1))
    assert answer.status_code == 302, answer.context["errors"]
    return CodeBatch.objects.get()


def chosen(row, action: str) -> dict[str, object]:
    return {"action": action, "_selected_action": [row.pk]}


def act(client, row, action: str, *, follow: bool = False):
    return client.post(page(type(row), "changelist"), chosen(row, action), follow=follow)


def test_a_clerk_is_invited_by_mail_and_gets_in(client, joanna, run_jobs):
    alfa = a_distributor()
    values = {"distributor": alfa.pk, "email": "ewa@alfa.example.com", "role": "clerk"}

    answer = client.post(page(ClerkInvitation, "add"), values, follow=True)

    assert "on its way to ewa@alfa.example.com" in answer.content.decode()
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["ewa@alfa.example.com"]
    door = re.search(r"https?://[^/]+(/invited/\S+)", letter.body)
    client.logout()
    assert alfa.name in client.get(door[1], follow=True).content.decode()


def test_only_the_own_program_can_be_chosen(client, joanna):
    other = a_program("obcy", name="Obcy")
    foreign = {
        "campaign": a_campaign(other).pk,
        "product": a_product(program=other).pk,
        "distributor": a_distributor("Obcy Hurt", program=other, tax_id="1234563218").pk,
    }
    batch = {"campaign": foreign["campaign"], "product": foreign["product"], "name": "X", "count": 1}

    client.post(page(CodeBatch, "add"), batch | {"points": 1, "credits": 0})
    client.post(page(ClerkInvitation, "add"), {"distributor": foreign["distributor"], "email": "x@example.com"})
    client.post(page(Product, "add"), with_gtin(client, RIGHT) | {"program": other.pk})

    assert not CodeBatch.objects.exists()
    assert not ClerkInvitation.objects.exists()
    assert not Product.objects.filter(sku="RP-V25").exists()
    assert mail.outbox == []


def test_claims_and_their_history_are_to_be_read_only(client, joanna):
    claim = a_claim(Status.VERIFIED)
    address = page(Claim, "change", claim.pk)

    shown = client.get(address)
    answer = client.post(address, {"document_number": "other", "status": Status.REFUSED})

    assert claim.document_number in client.get(page(Claim, "changelist")).content.decode()
    assert not shown.context["adminform"].form.fields
    assert answer.status_code == 403
    assert (claim.document_number, claim.status) == Claim.objects.values_list("document_number", "status").get()
