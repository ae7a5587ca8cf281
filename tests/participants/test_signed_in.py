"""Who is signed in: found by the statement that finds the session, under the same conditions as Django's own."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DjangoSessions
from django.db import connection
from django.test import Client
from django.utils import timezone

from participants.models import Participant, Session, User
from participants.sessions import SessionStore
from tests.builders.programs import NOON, a_company, a_participant, a_program

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

PAGE = "/me/data/"
"""For participants; whoever is not signed in is led to the sign-in."""


def values(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def loaded(client) -> SessionStore:
    store = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert SESSION_KEY in store
    return store


def test_one_statement_brings_the_session_its_person_part_program_and_company(django_assert_num_queries):
    marek = a_participant(company=a_company())
    client = signed_in(marek.user)

    with django_assert_num_queries(0 if connection.vendor == "postgresql" else 1):  # there it is none of Django's
        found = loaded(client)
    with django_assert_num_queries(0):
        part = found.user.newest_part
        assert (part.program.name, part.company.name) == ("Ruruj", "Nowak Instalacje")
        assert found[SESSION_KEY] == str(marek.user.pk)
    assert values(found.user) == values(User.objects.get(pk=marek.user.pk))
    assert values(part) == values(Participant.objects.get(pk=marek.pk))
    assert not found.user._state.adding


def test_the_newest_part_in_a_program_that_runs_is_brought():
    marek = a_participant()
    client = signed_in(marek.user)
    newer = a_participant(program=a_program("obcy", name="Obcy"), user=marek.user, joined_at=NOON)
    assert loaded(client).user.newest_part == newer

    newer.program.is_active = False
    newer.program.save()
    assert loaded(client).user.newest_part == marek
    Participant.objects.filter(pk=marek.pk).update(is_active=False)
    assert loaded(client).user.newest_part is None
    Participant.objects.all().update(is_active=False)
    assert loaded(client).user.newest_part is None


def test_everybody_finds_oneself():
    people = [a_participant(name) for name in ("Marek Nowak", "Ola Wrona")]
    clients = [signed_in(person.user) for person in people]

    for _turn in range(2):
        for person, client in zip(people, clients, strict=True):
            assert client.get(PAGE).wsgi_request.user == person.user


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "another"}], ids=["switched off", "password"])
def test_whom_django_would_not_let_in_is_out(change):
    marek = a_participant()
    client = signed_in(marek.user)
    assert client.get(PAGE).status_code == 200

    User.objects.filter(pk=marek.user.pk).update(**change)
    answer = client.get(PAGE)
    assert answer.status_code == 302 and not answer.wsgi_request.user.is_authenticated


def test_a_way_of_signing_in_that_was_taken_away_opens_nothing():
    client = signed_in(a_participant().user)
    kept = client.session
    kept["_auth_user_backend"] = "somebody.Else"
    kept.save()

    assert client.get(PAGE).status_code == 302


def test_who_sits_in_the_row_does_not_count_but_what_the_session_says():
    marek, ola = a_participant("Marek Nowak").user, a_participant("Ola Wrona").user
    User.objects.filter(pk=ola.pk).update(password=marek.password)  # so that the seal fits both
    client = signed_in(marek)
    Session.objects.update(user=ola)

    assert client.get(PAGE).wsgi_request.user == marek


def test_an_older_secret_still_opens_and_is_replaced(settings):
    marek = a_participant().user
    client = signed_in(marek)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new" * 20

    assert client.get(PAGE).wsgi_request.user == marek
    assert Session.objects.get().pk == client.cookies[settings.SESSION_COOKIE_NAME].value != before
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(PAGE).wsgi_request.user == marek


def test_a_stranger_has_a_session_without_a_person():
    kept = SessionStore()
    kept["program"] = "ruruj"
    kept.save()

    found = SessionStore(kept.session_key)
    assert found["program"] == "ruruj" and found.user is None
    assert Session.objects.get().user is None


def test_signing_out_and_in_as_another_in_one_browser():
    marek, ola = a_participant("Marek Nowak").user, a_participant("Ola Wrona").user
    client = signed_in(marek)
    client.get(PAGE)
    client.logout()
    assert client.get(PAGE).status_code == 302
    client.force_login(ola)
    assert client.get(PAGE).wsgi_request.user == ola


def test_the_sessions_of_before_are_taken_over_with_their_people():
    marek = a_participant().user
    old = DjangoSessions(None)
    rows = [
        ("marek-marek", old.encode({SESSION_KEY: str(marek.pk)}), True),
        ("nobody", old.encode({"program": "ruruj"}), True),
        ("gone", old.encode({SESSION_KEY: "999999"}), True),
        ("broken", "what is this", True),
        ("over", old.encode({SESSION_KEY: str(marek.pk)}), False),
    ]
    step = import_module("participants.migrations.0009_sessions_with_their_people")
    moment = "timestamp with time zone" if connection.vendor == "postgresql" else "datetime"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {step.OLD} (session_key varchar(40) PRIMARY KEY, session_data text, expire_date {moment})"
        )
        for key, data, lasts in rows:
            end = timezone.now() + timedelta(days=1 if lasts else -1)
            kept = connection.ops.adapt_datetimefield_value(end)
            cursor.execute(f"INSERT INTO {step.OLD} VALUES (%s, %s, %s)", [key, data, kept])

    class Editor:
        """What the step asks of a schema editor; its own would not open within a transaction on SQLite."""

    Editor.connection, Editor.execute = connection, lambda _self, sql: connection.cursor().execute(sql)
    step.take_over(apps, Editor())

    taken = dict(Session.objects.values_list("pk", "user"))
    assert taken == {"marek-marek": marek.pk, "nobody": None, "gone": None, "broken": None}
    assert SessionStore("marek-marek")[SESSION_KEY] == str(marek.pk)
    assert step.OLD not in connection.introspection.table_names()
    step.take_over(apps, Editor())  # a new database never had it
