"""Prepared look-ups find what the same queries of Django find, in each process and for each person anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants.models import Participant, Session
from participants.queries import participant_of
from participants.sessions import SessionStore
from tests.builders.programs import NOON, a_company, a_participant, a_program

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def values(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_part_comes_with_its_program_and_company(django_assert_num_queries):
    ola, marek = a_participant("Ola Wrona"), a_participant(company=a_company())

    found = participant_of(marek.user)
    with django_assert_num_queries(0):
        assert (found.program.name, found.company.name, found.user.email) == (
            "Ruruj",
            "Nowak Instalacje",
            marek.user.email,
        )
    assert values(found) == values(Participant.objects.get(pk=marek.pk))
    assert values(found.program) == values(a_program())
    assert participant_of(ola.user).company is None


def test_the_newest_active_part_counts():
    marek = a_participant()
    newer = a_participant(program=a_program("obcy", name="Obcy"), user=marek.user, joined_at=NOON)
    assert participant_of(marek.user) == newer

    Participant.objects.filter(pk=newer.pk).update(is_active=False)
    assert participant_of(marek.user) == marek
    marek.program.is_active = False
    marek.program.save()
    assert participant_of(marek.user) is None


def test_who_may_not_sign_in_takes_no_part():
    marek = a_participant()
    marek.user.is_active = False

    assert participant_of(marek.user) is None


def test_a_session_stands_until_its_end_and_no_longer():
    kept = SessionStore()
    kept["who"] = "marek"
    kept.save()
    assert SessionStore(kept.session_key)["who"] == "marek"

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    over = SessionStore(kept.session_key)
    assert "who" not in over and over.session_key is None
    assert "who" not in SessionStore("nobody's")
