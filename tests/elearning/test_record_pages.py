"""Learning records as campaign admins see them: how forwarding goes, as a file, and tried again."""

import json

import pytest
from django.urls import reverse

from elearning.models import Forwarding, Statement
from elearning.services import forwarding
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_campaign_admin, a_participant, a_program
from tests.elearning.record_stores import a_record_store

pytestmark = pytest.mark.django_db

LIST = reverse("admin:elearning_statement_changelist")
EXPORT = reverse("admin:elearning_statement_export")


@pytest.fixture
def joanna(client):
    a_pass()
    admin = a_campaign_admin()
    client.force_login(admin.user)
    return admin


def lines(answer) -> list[dict]:
    return [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]


def test_all_records_are_saved_one_a_line(client, joanna):
    told = lines(client.get(EXPORT))

    assert told == list(Statement.objects.order_by("pk").values_list("body", flat=True)) and len(told) == 5


def test_records_of_another_program_are_not_in_it(client, joanna):
    other = a_program("inny", name="Inny")
    an_enrolment(a_course("Foreign", program=other), a_participant("Iga Obca", program=other))

    assert "Foreign" not in json.dumps(lines(client.get(EXPORT)))


@pytest.mark.parametrize("who", ["participant", "nobody"])
def test_others_get_nothing(client, who):
    a_pass()
    if who == "participant":
        client.force_login(a_participant().user)

    assert client.get(EXPORT).status_code == 302


def test_without_a_store_the_page_says_that_all_is_kept(client, joanna):
    assert "No outside record store is set" in client.get(LIST).content.decode()


def test_the_page_tells_the_last_fault_and_that_nothing_is_lost(client, joanna, settings):
    settings.LRS_URL = "http://127.0.0.1:1"
    forwarding.forward(program=a_program(), clock=lambda: NOON)

    text = client.get(LIST).content.decode()
    assert "Connection refused" in text and "nothing is lost" in text and Forwarding.objects.get().faults == 1


def test_refused_ones_are_forwarded_again(client, joanna, settings):
    with a_record_store() as store:
        settings.LRS_URL, settings.LRS_KEY, settings.LRS_SECRET = store.url, "key", "secret"
        store.dislikes = "verbs/passed"
        forwarding.forward(program=a_program(), clock=lambda: NOON)
        refused = Statement.objects.exclude(refused="").get()
        assert "passed" in client.get(LIST, {"forwarded": "refused"}).content.decode()

        store.dislikes = ""
        client.post(LIST, {"action": "try_again", "_selected_action": [refused.pk]})
        forwarding.forward(program=a_program(), clock=lambda: NOON)
        assert len(store.kept) == 5


def test_the_page_of_a_record_shows_it_whole(client, joanna):
    record = Statement.objects.get(verb="passed")

    assert (
        str(record.uuid) in client.get(reverse("admin:elearning_statement_change", args=[record.pk])).content.decode()
    )
