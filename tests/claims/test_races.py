"""Several at once: one upload makes one claim, one claim is sent once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from claims.models import Claim, ClaimEvent, DocumentFile
from claims.services import intake, statements
from claims.states import Status
from common.refusals import Refused
from jobs.models import Job
from tests.builders.claims import a_draft, a_statement
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_distributor, a_participant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.main_job]

AT_ONCE = 6


def at_once(act) -> list:
    """The answers of several threads that start together."""
    together = Barrier(AT_ONCE)

    def one(number: int):
        try:
            together.wait()
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_the_same_bytes_sent_at_once_are_one_claim():
    marek = a_participant()

    def send(number: int) -> int:
        claim = intake.receive(participant=marek, files=[an_upload()], intake_key=uuid4(), now=NOON)
        return claim.pk

    assert len(set(at_once(send))) == 1
    assert (Claim.objects.count(), DocumentFile.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_the_same_upload_retried_at_once_is_one_claim():
    marek, key = a_participant(), uuid4()

    def send(number: int) -> int:
        files = [an_upload(text=f"shrunk {number}")]
        return intake.receive(participant=marek, files=files, intake_key=key, now=NOON).pk

    assert len(set(at_once(send))) == 1
    assert Claim.objects.count() == 1


def test_a_claim_sent_by_many_clicks_is_sent_once():
    claim = a_draft()
    a_distributor()
    statement = a_statement()

    def click(number: int) -> str:
        mine = Claim.objects.select_related("participant__user", "program").get(pk=claim.pk)
        try:
            statements.send(claim=mine, statement=statement, by=mine.participant.user, now=NOON)
        except Refused as refusal:
            return str(refusal)
        return "sent"

    answers = at_once(click)

    assert answers.count("sent") == 1
    assert ClaimEvent.objects.filter(claim=claim, became=Status.SUBMITTED).count() == 1
    assert Claim.objects.get(pk=claim.pk).lines.count() == 1


def test_different_papers_sent_at_once_are_as_many_claims():
    """The control: the threads above do work side by side, and two claims would have been seen."""
    marek = a_participant()

    def send(number: int) -> int:
        files = [an_upload(text=f"paper {number}")]
        return intake.receive(participant=marek, files=files, intake_key=uuid4(), now=NOON).pk

    assert len(set(at_once(send))) == AT_ONCE
