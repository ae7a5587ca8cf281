"""A campaign admin puts a package into the draft of a course."""

import pytest
from django.urls import reverse
from django.utils import timezone

from elearning.models import Course, CourseVersion, Material
from elearning.services import publishing
from elearning.versions import content_of
from tests.builders.elearning import a_course
from tests.builders.packages import a_zip, files_12, uploaded
from tests.builders.programs import a_campaign_admin, a_clerk, a_participant, a_program

pytestmark = pytest.mark.django_db


def page_of(course: Course) -> str:
    return reverse("admin:elearning_course_package", args=[course.pk])


def sent(client, course: Course, content: bytes, lesson: str = ""):
    return client.post(page_of(course), {"file": uploaded(content), "lesson": lesson})


@pytest.fixture
def joanna(client):
    client.force_login(a_campaign_admin().user)
    return client


def draft(course: Course):
    version = publishing.draft_of(course)
    assert version
    return content_of(version)


def test_a_package_becomes_a_new_lesson_of_the_draft(joanna):
    course = a_course()

    assert sent(joanna, course, a_zip(files_12())).status_code == 302

    *_before, last = draft(course).lessons()
    assert (last.title, last.package) == ({"en": "Pressing pipes"}, Material.objects.get().key)
    assert CourseVersion.objects.get(published_at__isnull=False).content == course.current.content, "not touched"


def test_a_package_comes_into_a_lesson_that_is_there(joanna):
    course = a_course()
    sent(joanna, course, a_zip(files_12()), "l1")

    first, second = draft(course).lessons()
    assert first.package == Material.objects.get().key and first.text
    assert not second.package


def test_a_draft_with_a_package_can_be_published(joanna):
    course = a_course()
    sent(joanna, course, a_zip(files_12()))
    publishing.publish(draft=publishing.draft_of(course), by=None, now=timezone.now())


def test_what_is_refused_is_said_at_the_file_and_nothing_is_kept(joanna):
    answer = sent(joanna, a_course(), b"no zip")

    assert answer.status_code == 422 and "This is no ZIP file" in answer.content.decode()
    assert not Material.objects.exists() and publishing.draft_of(a_course()) is None


def test_others_find_nothing(client):
    course = a_course()
    foreign = a_course("Foreign", program=a_program("obcy", name="Obcy"))
    for user in (a_participant().user, a_clerk().user):
        client.force_login(user)
        assert client.get(page_of(course)).status_code == 302
    client.force_login(a_campaign_admin().user)
    assert client.get(page_of(foreign)).status_code == 404
    assert sent(client, foreign, a_zip(files_12())).status_code == 404
    assert not Material.objects.exists()


def test_the_page_says_when_packages_cannot_be_opened(joanna, settings):
    assert "PACKAGES_URL" not in joanna.get(page_of(a_course())).content.decode()
    settings.PACKAGES_URL = ""
    assert "PACKAGES_URL" in joanna.get(page_of(a_course())).content.decode()
