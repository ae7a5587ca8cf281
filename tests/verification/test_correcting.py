"""Correcting at the desk: both values are kept, and a product is found by whatever is printed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring

from campaigns.matching import alias_key
from campaigns.models import Product, ProductAlias, ProductGtin
from claims.models import Claim, ClaimLine, Correction
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import a_clerk, a_distributor, a_product, an_alias

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    clerk = a_clerk()
    client.force_login(clerk.user)
    return clerk


def at(name: str, claim: Claim) -> str:
    return reverse(f"verification:{name}", args=[claim.uuid])


def test_correcting_keeps_both_values(client, anna):
    claim = a_claim()
    line, valve = claim.lines.get(), a_product("RP-V15", "Valve 15 mm")
    sent = {
        "correct-document_number": "FV/NEW",
        "correct-issue_date": "2026-11-04",
        "correct-total": "1284.50",
        "correct-currency": "PLN",
        f"correct-product-{line.uuid}": str(valve.pk),
    }

    client.post(at("correct", claim), sent)

    kept = {(one.name, one.was) for one in Correction.objects.filter(made_by=anna.user)}
    assert kept == {("document_number", claim.document_number), ("product", "Elbow 20 mm (RP-E20)")}
    assert Claim.objects.get(pk=claim.pk).identity_key.endswith("|fvnew")


def correct_product(client, claim, product):
    line = claim.lines.get()
    sent = {"correct-currency": "PLN", "correct-total": str(claim.total), "correct-issue_date": str(claim.issue_date)}
    sent |= {"correct-document_number": claim.document_number}
    client.post(at("correct", claim), sent | {f"correct-product-{line.uuid}": str(product.pk) if product else ""})
    return line


def test_what_was_chosen_for_a_printed_name_is_learned_when_the_claim_is_confirmed(client, anna, run_jobs):
    claim, valve = a_claim(), a_product("RP-V15", "Valve 15 mm")
    claim.lines.update(product=None)
    line = correct_product(client, claim, valve)
    run_jobs()
    assert not ProductAlias.objects.exists()

    client.post(at("confirm", claim))
    run_jobs()

    alias = ProductAlias.objects.get()
    assert (alias.product, alias.distributor) == (valve, anna.distributor)
    assert (alias.printed, alias.learned_from) == (line.description, claim.uuid)


@pytest.mark.parametrize("name", ["refuse", "undo"])
def test_a_claim_that_is_not_confirmed_teaches_no_name(client, anna, run_jobs, name):
    claim = a_claim()
    correct_product(client, claim, a_product("RP-V15", "Valve 15 mm"))
    if name == "refuse":
        client.post(at("refuse", claim), {"refuse-reason": "returned"})
    else:
        client.post(at("confirm", claim))
        client.post(reverse("verification:undo", args=[claim.uuid, claim.decisions.get().uuid]))

    run_jobs()

    assert not ProductAlias.objects.exists()


def test_a_claim_that_is_taken_back_takes_back_the_name_that_it_taught(client, anna, run_jobs):
    claim = a_claim()
    correct_product(client, claim, a_product("RP-V15", "Valve 15 mm"))
    client.post(at("confirm", claim))
    run_jobs()
    assert ProductAlias.objects.exists()

    client.post(at("reverse", claim), {"reverse-reason": "returned"})
    run_jobs()

    assert Claim.objects.get(pk=claim.pk).status == Status.REVERSED
    assert not ProductAlias.objects.exists()


def test_a_name_that_no_clerk_chose_is_not_learned(client, anna, run_jobs):
    client.post(at("confirm", a_claim()))
    run_jobs()

    assert not ProductAlias.objects.exists()


def test_a_newer_choice_for_the_same_printed_name_wins_and_both_are_kept(client, anna, run_jobs):
    first, second = a_claim(), a_claim()
    wrong, valve = a_product("RP-V22", "Valve 22 mm"), a_product("RP-V15", "Valve 15 mm")
    for claim, product in ((first, wrong), (second, valve)):
        line = correct_product(client, claim, product)
        client.post(at("confirm", claim))
        run_jobs()

    alias = ProductAlias.objects.get(key=alias_key(line.description))
    assert (alias.product, alias.learned_from) == (valve, second.uuid)
    kept = Correction.objects.filter(name="product").order_by("pk").values_list("claim", "became")
    assert list(kept) == [(first.pk, str(wrong)), (second.pk, str(valve))]


def test_what_the_organizer_stated_is_not_changed_by_a_correction(client, anna, run_jobs):
    claim, valve = a_claim(), a_product("RP-V15", "Valve 15 mm")
    line = claim.lines.get()
    stated = an_alias(line.product, line.description, distributor=anna.distributor)

    correct_product(client, claim, valve)
    client.post(at("confirm", claim))
    run_jobs()

    stated.refresh_from_db()
    assert stated.product == line.product


def test_a_name_that_means_no_product_after_all_is_forgotten(client, anna, run_jobs):
    first, second = a_claim(), a_claim()
    valve = a_product("RP-V15", "Valve 15 mm")
    correct_product(client, first, valve)
    client.post(at("confirm", first))
    run_jobs()
    assert valve.aliases.exists()
    second.lines.update(product=valve)

    correct_product(client, second, None)

    assert not valve.aliases.exists()


def test_a_product_is_found_by_its_numbers_and_by_how_this_distributor_prints_it(client, anna):
    claim, beta = a_claim(), a_distributor("Beta", tax_id="1234563218")
    elbow = claim.lines.get().product
    an_alias(elbow, "KOLANO ZAC. 20", distributor=anna.distributor)
    an_alias(elbow, "KNIE BETA", distributor=beta)
    ProductGtin.objects.create(program=elbow.program, product=elbow, gtin="05901234123457")

    page = fromstring(client.get(at("claim", claim)).content.decode())

    (found_by,) = page.xpath("//datalist[@id='product-words']/option[@value=$value]/@label", value=str(elbow.pk))
    assert all(word in found_by for word in ("RP-E20", "05901234123457", "KOLANO ZAC. 20"))
    assert "KNIE BETA" not in found_by


def test_a_product_that_is_no_longer_offered_is_not_lost_by_correcting_something_else(client, anna):
    claim = a_claim()
    line = claim.lines.get()
    Product.objects.filter(pk=line.product_id).update(is_active=False)
    page = fromstring(client.get(at("claim", claim)).content.decode())
    (form,) = [form for form in page.forms if (form.action or "").endswith("/correct/")]

    client.post(at("correct", claim), dict(form.form_values()) | {"correct-document_number": "FV/NEW"})

    assert claim.lines.get().product_id == line.product_id
    assert Claim.objects.get(pk=claim.pk).document_number == "FV/NEW"


def test_more_lines_to_correct_do_not_ask_the_database_more(client, anna, django_assert_num_queries):
    # The third is the one that is held ahead of either.
    one, many, _ahead = a_claim(), a_claim(), a_claim()
    for position in range(2, 12):
        ClaimLine.objects.create(claim=many, position=position, description=f"PRINTED {position}", quantity=1)
    client.get(at("claim", one))
    client.get(at("claim", many))
    with CaptureQueriesContext(connection) as asked:
        client.get(at("claim", one))
    with django_assert_num_queries(len(asked)):
        client.get(at("claim", many))
