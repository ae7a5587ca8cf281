"""The page on which codes of another system come in: bad lines are named, and a repeat adds nothing."""

import io

import pytest
from django.urls import reverse

from campaigns.batches import BatchState
from campaigns.models import CodeBatch, OnPackCode, PrintFile
from campaigns.services import importing
from claims.services.codes import redeem
from programs.models import Program
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_participant, a_product, a_program

pytestmark = pytest.mark.django_db

GTIN = "05909999300250"
ADDRESS = "/admin/campaigns/codebatch/import/"


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    a_campaign()
    Program.objects.update(code_hosts="id.example.com")
    client.force_login(joanna.user)
    return joanna


def sent(client, content: str | bytes, **told: object):
    data = content if isinstance(content, bytes) else content.encode()
    campaign = a_campaign()
    values = {"campaign": campaign.pk, "product": a_product().pk, "name": "Old", "points": 25, "credits": 0}
    return client.post(ADDRESS, values | told | {"file": io.BytesIO(data)})


def test_a_file_is_received_loaded_by_a_job_and_redeemed(client, joanna, run_jobs):
    lines = ["\ufeffPACK-0001", f"(01){GTIN}(21)AB12", "", f"https://id.example.com/01/{GTIN}/21/CD34"]

    answer = sent(client, "\r\n".join(lines))

    batch = CodeBatch.objects.get()
    address = reverse("admin:campaigns_codebatch_change", args=[batch.pk])
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert (batch.count, batch.made_by, batch.is_imported) == (3, joanna.user, True)
    assert "0 of 3 codes are there." in client.get(address).content.decode()
    run_jobs()
    assert "codes are there." not in client.get(address).content.decode()
    CodeBatch.objects.update(state=BatchState.LIVE)
    marek = a_participant()
    for text in ("pack 0001", f"01{GTIN}21AB12", f"https://id.example.com/01/{GTIN}/21/CD34?x=1"):
        assert redeem(participant=marek, text=text, now=NOON).status == "verified"


def test_the_same_file_again_adds_nothing(client, joanna, run_jobs):
    for _time in range(2):
        sent(client, "PACK-0001\nPACK-0002\n")
        run_jobs()

    assert OnPackCode.objects.count() == 2
    assert list(CodeBatch.objects.order_by("pk").values_list("known", flat=True)) == [0, 2]


def test_every_bad_line_is_named_with_its_fault_and_nothing_is_taken(client, joanna):
    evil = f"https://evil.example.org/01/{GTIN}/21/AB1"
    lines = ["PACK-0001", "?", f"(01){GTIN}", evil, "", "ABC", f"(01){GTIN}(10)LOT"]

    answer = sent(client, "\n".join(lines))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors["file"]) == [
        "Lines 2, 6: not 6 to 40 letters and digits.",
        "Lines 3, 7: GS1 elements without GTIN (01) and serial number (21).",
        "Line 4: a link of a host that the program does not name, or without GTIN and serial number.",
    ]
    assert not CodeBatch.objects.exists() and not PrintFile.objects.exists()


def test_of_a_file_that_is_another_only_the_first_lines_are_named(client, joanna):
    answer = sent(client, "?\n" * 30)

    said = " ".join(answer.context["form"].errors["file"])
    assert f"19, {importing.MOST_FAULTS}: not 6" in said and "More lines" in said


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b"\n\n", "holds no code"), (b"\xff\xfe\x00P", "UTF-8"), (b"PK\x03\x04", "Line 1")],
)
def test_what_is_no_list_of_codes_is_refused(client, joanna, content, told):
    answer = sent(client, content)

    assert told in " ".join(answer.context["form"].errors["file"])
    assert not CodeBatch.objects.exists()


def test_a_file_that_is_too_large_is_for_the_command(client, joanna, settings):
    settings.UPLOAD_MAX_BYTES = 1_000_000

    answer = sent(client, "PACK-0001\n" * 100_001)

    assert "more than 1 MB" in " ".join(answer.context["form"].errors["file"])


def test_nothing_of_another_program_can_be_chosen(client, joanna):
    other = a_program("obcy", name="Obcy")
    theirs = {"campaign": a_campaign(other).pk, "product": a_product(program=other).pk}

    answer = sent(client, "PACK-0001", **theirs)

    assert set(answer.context["form"].errors) == {"campaign", "product"}
    assert not CodeBatch.objects.exists()


@pytest.mark.parametrize("who", ["participant", "nobody"])
def test_nobody_else_sees_the_page(client, joanna, who):
    client.logout()
    if who == "participant":
        client.force_login(a_participant().user)

    assert client.get(ADDRESS).status_code == 302
    assert sent(client, "PACK-0001").status_code == 302
    assert not CodeBatch.objects.exists()


def test_the_list_leads_to_the_page(client, joanna):
    listed = client.get(reverse("admin:campaigns_codebatch_changelist")).content.decode()

    assert f'href="{ADDRESS}"' in listed
    assert client.get(ADDRESS).status_code == 200
