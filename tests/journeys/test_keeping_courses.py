"""Pages of a course that its authors seldom see: materials, files of courses, those that ask whether one is sure."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from elearning.models import Course
from elearning.services import editing, package_lessons
from tests.builders.packages import a_package, a_zip, files_12
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.test_writing_a_course import JOANNA


@pytest.fixture
def course(program) -> Course:
    """Published, with a cover; somebody is writing its next version."""
    found = Course.objects.get(program=program, price=0)
    editing.edit(course=found, change=lambda content: content, by=None, now=NOW)
    return found


def of(course: Course, page: str, *more: object) -> str:
    return reverse(f"admin:course-{page}", args=[course.uuid, *more])


@pytest.mark.parametrize("language", ["en", "pl"])
def test_pages_that_authors_seldom_see(page, phone, course, sign_in, language):
    draft = course.versions.get(published_at=None)
    addresses = [
        of(course, "materials"),
        of(course, "import"),
        reverse("admin:course-import-new"),
        of(course, "remove", "lesson-1"),
        of(course, "leave-quiz-out"),
        of(course, "publish", draft.number),
        of(course, "discard", draft.number),
        of(course, "cancel"),
        f"/admin/elearning/course/{course.pk}/package/",
    ]
    for visited in (page, phone):
        sign_in(visited, JOANNA, language=language)
        for address in addresses:
            assert visited.goto(address).ok, address
            is_fine(visited)


def test_refused_files_say_why_and_a_good_one_is_a_draft(page, phone, course, sign_in):
    for visited in (page, phone):
        sign_in(visited, JOANNA).goto(reverse("admin:course-import-new"))
        visited.get_by_label("File of a course").set_input_files(
            {"name": "course.zip", "mimeType": "application/zip", "buffer": a_zip(files_12())}
        )
        visited.get_by_role("button", name="Bring it in").click()
        expect(visited.get_by_text("does not belong in the file of a course").first).to_be_visible()
        is_fine(visited)
    package = a_package(course)
    package_lessons.put(course=course, package=package, lesson="", by=None, now=NOW)
    sign_in(page, JOANNA).goto(f"/admin/courses/{course.uuid}/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a file").first.click()
    page.goto(reverse("admin:course-import-new"))
    page.get_by_label("File of a course").set_input_files(saved.value.path())
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="Versions")).to_be_visible()
    is_fine(page)
    assert Course.objects.latest("pk").materials.get(kind="package").contents.title == package.contents.title
