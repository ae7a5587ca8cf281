"""Materials of lessons in the store: each stays the one of its lesson."""

import pytest
from django.core.files.base import ContentFile

from elearning.models import Lesson
from tests.builders.elearning import a_course

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def test_two_lessons_may_have_a_picture_of_the_same_name():
    a_course()
    one, two = Lesson.objects.order_by("position")
    one.picture.save("photo.jpg", ContentFile(b"one"))
    two.picture.save("photo.jpg", ContentFile(b"two"))

    assert [lesson.picture.open().read() for lesson in Lesson.objects.order_by("position")] == [b"one", b"two"]


def test_a_long_name_fits_and_keeps_its_kind():
    a_course()
    lesson = Lesson.objects.order_by("position").first()
    lesson.file.save(f"{'long ' * 30}.pdf", ContentFile(b"old"))

    assert lesson.file.name.endswith(".pdf")
    assert len(lesson.file.name) <= Lesson._meta.get_field("file").max_length
