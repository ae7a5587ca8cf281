"""Lists and pages of the admin: what can be chosen, found, exported and read."""

import csv
import io

import pytest
from django.urls import reverse

from campaigns.models import Campaign, CodeBatch, Product, ProductAlias, Rule
from claims.models import Claim
from claims.states import Status
from distributors.models import ClerkInvitation, Distributor, JoinLink
from elearning.models import Course
from participants.models import Participant
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_company,
    a_distributor,
    a_participant,
    a_product,
    a_program,
)
from verification.services import decisions

pytestmark = pytest.mark.django_db

CANARY = "Kanarek"
CHOSEN_BY_TYPING = [
    (ProductAlias, "distributor"),
    (Campaign, "distributors"),
    (Rule, "campaign"),
    (Rule, "products"),
    (CodeBatch, "campaign"),
    (CodeBatch, "product"),
    (ClerkInvitation, "distributor"),
    (JoinLink, "distributor"),
    (Participant, "company"),
    (Course, "prerequisites"),
    (Course, "segments"),
    (Course, "products"),
]


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    a_campaign()
    a_company()
    a_course().program.segments.create(name="Roofers")
    client.force_login(joanna.user)
    return joanna


@pytest.fixture
def foreign_program():
    program = a_program("obcy", name="Obcy")
    a_product("OB-1", f"{CANARY} Elbow", program=program)
    a_campaign(program, name=f"{CANARY} Campaign")
    a_distributor(f"{CANARY} Hurt", program=program, tax_id="1234563218")
    a_participant(f"{CANARY} Person", program=program)
    a_course(f"{CANARY} Course", program=program)
    program.companies.create(name=f"{CANARY} Company")
    program.segments.create(name=f"{CANARY} Segment")


@pytest.mark.parametrize(("model", "name"), CHOSEN_BY_TYPING)
def test_typing_suggests_rows_of_the_own_program_only(client, joanna, foreign_program, model, name):
    a_distributor()
    field = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}

    offered = client.get(reverse("admin:autocomplete"), field | {"term": ""}).json()["results"]

    assert offered
    assert [one["text"] for one in offered if CANARY in one["text"]] == []
    assert client.get(reverse("admin:autocomplete"), field | {"term": CANARY}).json()["results"] == []


def test_who_has_one_program_is_not_asked_which(client, joanna):
    form = client.get(page(Product, "add")).context["adminform"].form

    assert form.fields["program"].widget.is_hidden
    assert form["program"].value() == a_program().pk


def page(model, kind, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


def exported(client, model, rows) -> list[dict[str, str]]:
    chosen = {"action": "export", "_selected_action": [row.pk for row in rows]}
    answer = client.post(page(model, "changelist"), chosen)
    assert answer["Content-Disposition"] == f'attachment; filename="{model._meta.model_name}s.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize(
    ("model", "name"), [(Product, "sku"), (Participant, "name"), (Distributor, "name"), (Claim, "document_number")]
)
@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_an_export_is_no_program_for_a_spreadsheet(client, joanna, model, name, start):
    a_claim()
    row = model.objects.first()
    model.objects.filter(pk=row.pk).update(**{name: f"{start}1+1"})

    assert exported(client, model, [row])[0][name] == f"'{start}1+1"


@pytest.mark.parametrize("model", [Product, Participant, Distributor, Claim])
def test_only_own_rows_are_exported(client, joanna, foreign_program, model):
    a_claim()

    rows = exported(client, model, model.objects.all())

    assert rows
    assert [row for row in rows if CANARY in str(row)] == []


def test_the_columns_of_an_export_say_what_the_list_says(client, joanna):
    product = a_product("RP-V15", "Valve 15 mm", gtin="5909999300250")

    assert exported(client, Product, [product]) == [
        {"sku": "RP-V15", "name": "Valve 15 mm", "category": "", "gtin": "5909999300250", "is_active": "True"}
    ]


def test_a_confirmed_claim_tells_what_it_earned_why_and_who_said_so(client, joanna):
    claim = a_claim(Status.VERIFIED)

    text = client.get(page(Claim, "change", claim.pk)).content.decode()

    assert f"Claim {claim.number}" in text
    assert reverse("verification:claim", args=[claim.uuid]) in text
    assert "confirmed · Anna Zielińska" in text
    assert "KOLANO 20" in text
    assert "12 pieces × 5 points." in text
    assert "PLN 1,284.50" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_refused_claim_tells_the_reason(client, joanna):
    claim = a_claim(Status.REFUSED)

    text = client.get(page(Claim, "change", claim.pk)).content.decode()

    assert "refused · Anna Zielińska" in text
    assert "The goods were returned." in text
    assert "Nothing so far." in text


def test_what_a_clerk_corrected_is_told_with_both_values(client, joanna):
    claim = a_claim()
    claim.corrections.create(name="total", was="1284.50", became="1248.50", made_by=a_clerk().user, made_at=NOON)

    told = client.get(page(Claim, "change", claim.pk)).context["inspected"]

    assert told.corrections == [("total", "1284.50", "1248.50", "Anna Zielińska", told.corrections[0][4])]


def test_claims_are_found_by_reason_and_by_what_was_cut(client, joanna):
    full, refused, cut = a_claim(Status.VERIFIED), a_claim(Status.REFUSED), a_claim()
    some = {line.uuid: line.quantity - 2 for line in cut.lines.all()}
    by = a_clerk().user
    decisions.confirm_in_part(claim=cut, quantities=some, reason="quantity-differs", by=by, now=NOON)

    def found(**filters):
        return set(client.get(page(Claim, "changelist"), filters).context["cl"].queryset)

    assert found(reason="returned") == {refused}
    assert found(reason="returned", reason_since="2030-01-01T00:00:00+01:00") == set()
    assert found(reason="returned", reason_since="nonsense") == {refused}
    assert found(cut="yes") == {cut}
    assert found(cut="no", status__exact="verified") == {full}


def test_a_span_of_days_is_named_in_its_filter(client, joanna):
    span = {"submitted_at__gte": "2026-11-02T00:00:00+01:00", "submitted_at__lt": "2026-11-05T00:00:00+01:00"}

    text = client.get(page(Claim, "changelist"), span).content.decode()

    assert "2 Nov" in text and "4 Nov" in text and "5 Nov" not in text
