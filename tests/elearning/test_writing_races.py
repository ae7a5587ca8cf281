"""Two people at one course at the same moment: nobody's work is lost, one draft is published once."""

import io
from functools import partial

import pytest
from django.core.files.storage import default_storage

from elearning.content import Lesson
from elearning.content.editing import with_item, with_part
from elearning.content.wire import mark
from elearning.exchange import Kept, Listed, pack
from elearning.models import Course, CourseVersion
from elearning.refusals import LearningRefused
from elearning.services import editing, exchanging, publishing
from elearning.services.editing import AsRead
from elearning.services.publishing import ChangedMeanwhile
from elearning.versions import content_of
from tests.builders.elearning import a_content, a_course
from tests.builders.programs import NOON, a_program
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.main_job]


PICTURE = b"\xff\xd8\xff a drawing"


@pytest.fixture
def course():
    return a_course()


def edit(course, change, as_read=None):
    editing.edit(course=course, change=change, as_read=as_read, by=None, now=NOON)


def test_four_people_add_lessons_at_once_and_all_are_there(course):
    def add(number):
        edit(course, lambda content: with_item(content, Lesson(f"n{number}", {"en": "New"}), into="m1"))

    assert at_once(4, add) == [None] * 4

    keys = {one.key for one in editing.written(course).lessons()}
    assert keys == {"l1", "l2", "n0", "n1", "n2", "n3"}
    assert CourseVersion.objects.filter(course=course).count() == 2


def test_of_two_at_the_same_lesson_one_is_told(course):
    lesson = editing.written(course).lesson("l1")
    as_read = AsRead(lambda content: content.lesson("l1"), mark(lesson))

    def write(words):
        new = Lesson("l1", lesson.title, text={"en": words})
        edit(course, lambda content: with_part(content, new), as_read)

    said = at_once(2, lambda number: write(("Mine.", "Theirs.")[number]))

    assert sorted(type(one) for one in said if one) == [ChangedMeanwhile]
    assert editing.written(course).lesson("l1").text["en"] == ("Mine." if said[0] is None else "Theirs.")


def test_published_by_two_at_once_it_is_published_once(course):
    edit(course, lambda content: with_item(content, Lesson("n", {"en": "N"}, text={"en": "N"}), into="m1"))
    draft = publishing.draft_of(course)

    said = at_once(2, lambda _number: publishing.publish(draft=draft, by=None, now=NOON))

    assert said == [None, None]
    course.refresh_from_db()
    assert course.current_id == draft.pk and CourseVersion.objects.exclude(published_at=None).count() == 2


def test_what_is_saved_while_somebody_publishes_is_in_it_or_in_the_next_draft(course):
    edit(course, lambda content: with_item(content, Lesson("n", {"en": "N"}, text={"en": "N"}), into="m1"))
    draft = publishing.draft_of(course)
    new = Lesson("n", {"en": "N"}, text={"en": "Late."})

    acts = (
        partial(publishing.publish, draft=draft, by=None, now=NOON),
        partial(edit, course, lambda content: with_part(content, new)),
    )
    assert at_once(2, lambda number: acts[number]()) == [None, None]

    published = content_of(CourseVersion.objects.get(pk=draft.pk))
    assert editing.written(course).lesson("n").text["en"] == "Late."
    assert (publishing.draft_of(course) is None) == (published.lesson("n").text["en"] == "Late.")


def test_a_file_brought_in_twice_at_once_gives_whole_courses_only():
    """Both want the same name and the same free key of the picture."""
    told, program = io.BytesIO(), a_program()
    picture = Kept(Listed("fresh", "picture", "image/jpeg", "a.jpg"), len(PICTURE), lambda: io.BytesIO(PICTURE))
    pack(told, a_content(cover="fresh"), [picture])

    def bring_in(_number):
        exchanging.import_new(program=program, source=io.BytesIO(told.getvalue()), by=None, now=NOON)

    said = at_once(3, bring_in)

    assert all(one is None or isinstance(one, LearningRefused) for one in said)
    made = list(Course.objects.all())
    assert len(made) == said.count(None) > 0
    for course in made:
        (material,) = course.materials.all()
        assert content_of(course.versions.get()).cover == material.key
        assert default_storage.open(material.storage_key).read() == PICTURE
