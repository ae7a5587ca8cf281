"""The connection that a web process keeps: what is planned once, and what becomes of it when the server goes away."""

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.db.backends.postgresql import base
from django.test import Client

from participants.models import User
from participants.queries import participant_of
from participants.sessions import SessionStore
from tests.builders.programs import a_participant

pytestmark = [pytest.mark.engines, pytest.mark.only_engines]

TIMES = 8
"""More than the five after which the server would think again about how to plan."""


@pytest.mark.django_db
def test_look_ups_of_every_request_are_planned_once() -> None:
    user = a_participant().user
    client = Client()
    client.force_login(user)

    for _time in range(TIMES):
        assert participant_of(user) is not None  # as where no session was looked up
        assert SESSION_KEY in SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)

    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT%'")
        often = [plans for plans in cursor.fetchall() if plans[0] >= TIMES]
        assert [custom for _generic, custom in often] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_is_made_anew() -> None:
    user = a_participant().user
    first = _server_side()
    with psycopg.connect(**_address(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [first])

    connection.close_if_unusable_or_obsolete()  # as every request begins

    assert User.objects.get(pk=user.pk) == user
    assert _server_side() != first


@pytest.mark.django_db(transaction=True)
def test_a_connection_on_which_nothing_came_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _server_side()
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda _self: pytest.fail("the server was asked"))

    connection.close_if_unusable_or_obsolete()

    assert _server_side() == first


@pytest.mark.django_db(transaction=True)
def test_a_connection_left_in_a_transaction_is_asked() -> None:
    connection.ensure_connection()
    connection.connection.execute("BEGIN")
    with pytest.raises(psycopg.Error):
        connection.connection.execute("SELECT nothing_of_that_name")

    assert not connection.is_usable()
    connection.close()


def _server_side() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _address() -> dict[str, object]:
    known = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {name: known[key] for name, key in names.items() if known[key]}
