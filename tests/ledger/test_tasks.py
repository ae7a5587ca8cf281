"""The ledger's own jobs: the sweep and the audit."""

from datetime import timedelta

import pytest
from django.db import connection

from jobs import registry
from jobs.registry import GiveUp
from ledger import guards, tasks
from tests.builders.ledger import a_leg, an_award
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import points

pytestmark = pytest.mark.django_db

LONG_AGO = NOON - timedelta(days=3000)


def test_the_sweep_takes_what_is_past_its_day_in_every_program():
    a_program("beta", name="Beta")
    an_award(a_leg(100, until=LONG_AGO.date()), a_leg(1), now=LONG_AGO)

    tasks.sweep()
    tasks.sweep()

    assert points() == 1


def test_the_audit_is_content_with_what_the_services_wrote():
    an_award(a_leg(100))

    tasks.audit()


def test_the_audit_fails_as_a_job_and_says_where():
    an_award(a_leg(100))
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_account SET balance = 1 WHERE kind = 'participant'")
    guards.install(connection)

    with pytest.raises(GiveUp, match="Balance differs from its lines: participant:"):
        tasks.audit()


def test_the_clock_knows_both():
    every = {job.name: job.every for job in registry.registered()}

    assert every["ledger.tasks.sweep"] == timedelta(hours=1)
    assert every["ledger.tasks.audit"] == timedelta(days=1)
