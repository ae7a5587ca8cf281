"""Learning records: which statements are written, that others' models accept them, and that none is lost on the way."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from ralph.models.xapi.base.statements import BaseXapiStatement

from elearning import xapi
from elearning.models import Forwarding, Statement
from elearning.refusals import LearningRefused
from elearning.services import attempts, enrolments, forwarding
from tests.builders.elearning import (
    a_content,
    a_course,
    a_pass,
    a_quiz,
    an_attempt,
    an_enrolment,
    handed_in,
    with_lessons_done,
)
from tests.builders.programs import NOON, a_participant, a_program
from tests.elearning.record_stores import a_record_store

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

MINUTE = timedelta(minutes=1)
ADL = "http://adlnet.gov/expapi/verbs/"
INTERNATIONALIZED = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")


def verbs() -> list[str]:
    return list(Statement.objects.order_by("pk").values_list("verb", flat=True))


def bodies() -> dict[str, dict]:
    return {one.verb: one.body for one in Statement.objects.order_by("pk")}


@pytest.fixture
def all_verbs():
    """Marek fails first and passes then."""
    enrolment = an_enrolment()
    handed_in(enrolment, wrong=1, now=NOON + MINUTE)
    a_pass(enrolment, now=NOON + 3 * MINUTE)
    return bodies()


def test_each_step_is_stated_once(all_verbs):
    assert verbs() == ["registered", "progressed", "progressed", "completed", "failed", "passed"]


def test_what_is_done_twice_is_stated_once():
    enrolment = an_enrolment()
    an_enrolment()
    for _twice in range(2):
        with_lessons_done(enrolment)

    assert verbs() == ["registered", "progressed", "progressed", "completed"]


def test_what_does_not_happen_is_not_stated():
    with pytest.raises(LearningRefused):
        an_enrolment(a_course(price=5))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enrolments.finish_lesson(enrolment=an_enrolment(a_course("Another")), lesson="l1", now=NOON)
        1 / 0  # noqa: B018 - something breaks afterwards

    assert verbs() == []


def test_a_record_stores_own_models_accept_every_statement(all_verbs):
    for body in all_verbs.values():
        BaseXapiStatement(**body)


def test_they_refuse_what_the_standard_forbids(all_verbs):
    for change in ({"actor": {}}, {"verb": {"id": "passed"}}, {"result": {"score": {"scaled": 2}}}, {"version": "3"}):
        with pytest.raises(ValueError, match=r"validation error|empty"):
            BaseXapiStatement(**(all_verbs["passed"] | change))


def test_rules_of_the_standard_beyond_those_models(all_verbs):
    """xAPI 1.0.3, Part Two. The numbers are sections."""
    for verb, body in all_verbs.items():
        assert UUID(body["id"]).version == 4, "2.4.1"
        assert body["actor"].keys() == {"objectType", "account"}, "2.4.2.3: exactly one identifier"
        assert body["actor"]["account"].keys() == {"homePage", "name"}, "2.4.2.4"
        assert body["verb"]["id"] == ADL + verb, "2.4.3"
        assert body["object"]["id"].startswith("http"), "2.4.4.1: an IRI"
        assert all(INTERNATIONALIZED.match(tag) for tag in body["object"]["definition"]["name"]), "4.2: RFC 5646"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", body["timestamp"]), "4.5: RFC 3339, UTC"
        assert body["version"] == "1.0.0", "2.4.10"
        assert "stored" not in body and "authority" not in body, "2.4.8, 2.4.9: the store's to set"


def test_nobody_is_named(all_verbs):
    marek = a_participant()

    assert all(marek.name not in str(body) and marek.user.email not in str(body) for body in all_verbs.values())
    assert all(body["actor"]["account"]["name"] == str(marek.uuid) for body in all_verbs.values())


def test_scores_durations_and_progress(all_verbs):
    assert all_verbs["failed"]["result"]["score"] == {"scaled": 0.5, "raw": 1, "min": 0, "max": 2}
    assert all_verbs["failed"]["result"]["success"] is False
    assert all_verbs["passed"]["result"]["score"]["scaled"] == 1
    assert all_verbs["passed"]["result"]["success"] is True
    assert all_verbs["completed"]["result"] == {"completion": True, "duration": "PT1M"}
    assert all_verbs["progressed"]["result"]["extensions"][xapi.PROGRESS] == 100


def test_a_quiz_that_was_left_open_lasted_as_long_as_it_might():
    enrolment = an_enrolment(a_course(content=a_content(quiz=a_quiz(minutes=10))))
    attempt = an_attempt(enrolment)
    attempts.under_way(attempt.enrolment, now=NOON + timedelta(days=3))

    assert bodies()["failed"]["result"]["duration"] == "PT10M"


def test_the_way_through_the_course_is_the_registration(all_verbs):
    registrations = {body["context"]["registration"] for body in all_verbs.values()}

    assert registrations == {str(an_enrolment().uuid)}
    assert {body["context"]["language"] for body in all_verbs.values()} == {"en"}


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(0), "PT0S"),
        (timedelta(seconds=3, milliseconds=509), "PT3.5S"),
        (timedelta(hours=30, minutes=2), "PT30H2M"),
        (timedelta(minutes=1, seconds=1), "PT1M1S"),
        (-timedelta(seconds=5), "PT0S"),
    ],
)
def test_how_durations_are_written(length, written):
    assert xapi.duration(length) == written


def test_a_share_is_never_rounded_up():
    assert xapi.score(2, 3)["scaled"] == 0.6666


# --- Forwarding ---


@pytest.fixture
def store(settings):
    with a_record_store() as store:
        settings.LRS_URL, settings.LRS_KEY, settings.LRS_SECRET = store.url, "key", "secret"
        yield store


def forward(*, after: timedelta = timedelta(0)) -> int:
    return forwarding.forward(program=a_program(), clock=lambda: NOON + after)


def left() -> int:
    return Statement.objects.filter(forwarding.waiting(a_program())).count()


def test_all_are_forwarded_and_none_again(store, all_verbs):
    assert [forward(), forward()] == [6, 0]
    assert len(store.kept) == 6 and store.asked == ["POST"] and left() == 0


def test_without_a_store_they_are_kept(all_verbs):
    assert forward() == 0 and left() == 6 and not Forwarding.objects.exists()


def test_only_the_named_programs_are_forwarded(store, settings, all_verbs):
    settings.LRS_PROGRAMS = ["another"]

    assert forward() == 0 and not store.kept


@pytest.mark.parametrize("code", [302, 401, 404, 429, 500, 503])
def test_after_a_fault_it_waits_longer_each_time_and_loses_nothing(store, all_verbs, code):
    store.answers = [code, code]
    assert [forward(), forward(after=MINUTE / 2), forward(after=MINUTE)] == [0, 0, 0]
    assert (len(store.asked), left(), Forwarding.objects.get().faults) == (2, 6, 2)

    assert forward(after=2 * MINUTE) == 0, "the second wait is twice the first"
    assert forward(after=3 * MINUTE) == 6
    assert (Forwarding.objects.get().faults, Forwarding.objects.get().fault, left()) == (0, "", 0)


def test_a_store_that_is_not_there_is_a_fault(settings, all_verbs):
    settings.LRS_URL = "http://127.0.0.1:1"

    assert forward() == 0 and "refused" in Forwarding.objects.get().fault and left() == 6


def test_what_it_kept_without_an_answer_is_there_once_after_the_next_try(store, all_verbs):
    store.answers = [0]
    assert forward() == 0 and len(store.kept) == 6 and left() == 6

    assert forward(after=MINUTE) == 6
    assert len(store.kept) == 6 and left() == 0


def test_a_statement_that_is_there_already_is_done(store, all_verbs):
    store.answers = [409, 409]

    assert forward() == 6 and left() == 0 and store.asked == ["POST"] + 6 * ["PUT"]


def test_one_that_is_refused_does_not_hold_up_the_others(store, all_verbs):
    store.dislikes = ADL + "failed"
    assert forward() == 5 and left() == 0
    refused = Statement.objects.exclude(refused="").get()
    assert (refused.verb, refused.refused, refused.forwarded_at) == ("failed", "400 told", None)

    store.dislikes = ""
    forwarding.try_refused_again(statements=[refused])
    assert forward() == 1 and len(store.kept) == 6


def test_killed_in_the_midst_of_it_another_goes_on_soon(store, all_verbs, monkeypatch):
    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    def killed(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(forwarding, "_done", killed)
        forward()
    assert len(store.kept) == 6 and left() == 6

    assert forward(after=MINUTE) == 0, "whoever was killed may still be at it"
    assert forward(after=2 * MINUTE) == 6
    assert len(store.kept) == 6 and left() == 0


def test_many_go_in_several_turns(store, all_verbs, monkeypatch):
    monkeypatch.setattr(forwarding, "BATCH", 4)

    assert forward() == 6 and store.asked == ["POST", "POST"]
