"""Publishing asks once more; who is on the way keeps the own version; trying a version writes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elearning.models import Attempt, Course, CourseVersion, Enrolment, LessonDone
from elearning.services import editing, publishing
from elearning.versions import content_of
from tests.builders.elearning import a_choice, a_content, a_course, a_pass, a_quiz, an_enrolment
from tests.builders.programs import NOON
from tests.elearning.forms import at, now, save

pytestmark = pytest.mark.django_db


def published(client, course, number):
    place = at(course, "publish", number)
    return client.post(place, {"mark": client.get(place).context["mark"]}, follow=True)


def test_publishing_says_what_it_does_and_gives_the_version_to_whoever_begins(client, course):
    an_enrolment(course)
    save(client, at(course, "part", "l1"), **{"text-en": "New."})

    asked = client.get(at(course, "publish", 2)).content.decode()
    assert "1 person is on the way through an earlier version" in asked and "Attempts and certificates" in asked
    assert CourseVersion.objects.get(number=2).published_at is None
    assert "Version 2 is published." in published(client, course, 2).content.decode()

    course.refresh_from_db()
    assert content_of(course.current).lesson("l1").text == {"en": "New."}
    assert content_of(Enrolment.objects.get().version).lesson("l1").text == {"en": "**Cut** straight."}


def test_certificates_and_attempts_keep_their_version(client, course):
    passed = a_pass(an_enrolment(course))
    save(client, at(course, "about"), **{"title-en": "Another course", "languages": ["en"]})
    published(client, course, 2)

    passed.refresh_from_db()
    assert passed.version.number == 1 and passed.certificate.title == "Press fittings"
    assert Attempt.objects.get().enrolment.version.number == 1


def test_what_lacks_is_said_with_the_way_to_it(client, course):
    save(client, at(course, "about"), **{"title-en": "Press", "languages": ["en", "pl"]})

    text = client.get(at(course, "write")).content.decode()
    assert "The course has no title. (Polish)" in text and at(course, "about") in text
    assert "Lesson 1: Words are missing. (Polish)" in text and at(course, "part", "l1") in text
    assert "Publish version 2" not in text
    assert "Some things are still missing" in published(client, course, 2).content.decode()
    assert CourseVersion.objects.get(number=2).published_at is None


def test_a_draft_that_changed_after_the_question_is_not_published(client, course):
    save(client, at(course, "part", "l1"), **{"text-en": "Seen."})
    mark = client.get(at(course, "publish", 2)).context["mark"]
    save(client, at(course, "part", "l1"), **{"text-en": "Not seen."})

    answer = client.post(at(course, "publish", 2), {"mark": mark}, follow=True)

    assert "Somebody else changed this course meanwhile" in answer.content.decode()
    assert CourseVersion.objects.get(number=2).published_at is None


def test_a_draft_is_discarded_and_what_was_published_stays(client, course):
    save(client, at(course, "part", "l1"), **{"text-en": "Rubbish."})
    assert "is lost" in client.get(at(course, "discard", 2)).content.decode()
    client.post(at(course, "discard", 2))

    assert [one.number for one in CourseVersion.objects.all()] == [1]
    assert now(course).lesson("l1").text == {"en": "**Cut** straight."}
    assert "no such draft" in client.post(at(course, "discard", 1), follow=True).content.decode()
    assert CourseVersion.objects.get().published_at


def test_versions_are_listed_with_who_and_how_many(client, course, joanna):
    an_enrolment(course)
    save(client, at(course, "part", "l1"), **{"text-en": "New."})
    published(client, course, 2)

    text = client.get(at(course, "write")).content.decode()
    assert "Version 1" in text and "1 person is on it" in text
    assert "Version 2" in text and "0 people are on it" in text and str(joanna) in text


def test_the_preview_shows_the_draft_or_any_version(client, course):
    save(client, at(course, "part", "l1"), **{"text-en": "New <b>words</b>."})

    new = client.get(at(course, "preview-lesson", 2, "l1")).content.decode()
    old = client.get(at(course, "preview-lesson", 1, "l1")).content.decode()
    assert "New &lt;b&gt;words" in new and "<strong>Cut</strong>" in old
    assert "Preview" in new and "Nothing you do here is kept." in new
    assert client.get(at(course, "preview", 3)).status_code == 404


def test_a_try_of_the_quiz_is_scored_and_writes_nothing(client, course):
    place = at(course, "preview-quiz", 1)
    asked = client.get(place)
    sent = {"seed": asked.context["seed"], "q1": "yes", "q2": "no"}

    text = client.post(place, sent).content.decode()

    assert "1 of 2" in text and "Not yet" in text
    assert "Passed" in client.post(place, sent | {"q2": "yes"}).content.decode()
    assert not Attempt.objects.exists() and not Enrolment.objects.exists() and not LessonDone.objects.exists()


@pytest.mark.parametrize("seed", ["", "-1", "x", "9" * 50, "²"])
def test_a_strange_seed_draws_anew(client, course, seed):
    assert client.post(at(course, "preview-quiz", 1), {"seed": seed}).status_code == 200


def test_each_try_is_drawn_anew(client, joanna):
    course = a_course("Many", content=a_content("Many", quiz=a_quiz(*(a_choice(number) for number in range(9)))))
    seeds = {client.get(at(course, "preview-quiz", 1)).context["seed"] for _try in range(4)}

    assert len(seeds) > 1


def test_a_course_without_quiz_has_none_to_try(client, course):
    editing.edit(course=course, change=lambda _content: a_content(quiz=None), by=None, now=NOON)

    assert client.get(at(course, "preview-quiz", 2)).status_code == 404
    assert client.get(at(course, "preview", 2)).status_code == 200


def test_the_list_and_the_form_lead_to_writing(client, course):
    written = at(course, "write")

    assert written in client.get(reverse("admin:elearning_course_changelist")).content.decode()
    assert written in client.get(reverse("admin:elearning_course_change", args=[course.pk])).content.decode()
    assert reverse("admin:elearning_course_change", args=[course.pk]) in client.get(written).content.decode()


def test_a_long_course_asks_the_database_no_more_than_a_short_one(client, course, blank):
    editing.edit(course=blank, change=lambda _content: long_content(), by=None, now=NOON)
    counts = []
    for one in (course, blank):
        with CaptureQueriesContext(connection) as queries:
            client.get(at(one, "write"))
        counts.append(len(queries))

    assert counts[1] <= counts[0]


def long_content():
    return a_content("Long", quiz=a_quiz(*(a_choice(number) for number in range(60))))


def test_a_new_course_is_written_right_after_it_was_made(client, joanna):
    program = a_course().program
    sent = {"name": "Valves", "program": program.pk, "price": 0, "return_days": 14, "points": 0, "cpd_hours": 0}

    answer = client.post(reverse("admin:elearning_course_add"), sent | {"valid_months": 0, "_save": "1"})

    assert answer["Location"] == at(Course.objects.get(name="Valves"), "write")


def test_publishing_twice_is_publishing_once(client, course):
    save(client, at(course, "part", "l1"), **{"text-en": "New."})
    draft = publishing.draft_of(course)
    publishing.publish(draft=draft, by=None, now=NOON)
    publishing.publish(draft=draft, by=None, now=NOON.replace(year=2099))

    assert CourseVersion.objects.get(number=2).published_at == NOON
