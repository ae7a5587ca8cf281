"""Materials of courses: told by their content, kept once, seen only by whose course it is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from elearning.models import Material
from elearning.refusals import LearningRefused
from elearning.services import materials
from tests.builders.elearning import a_content, a_course, a_material, a_version, an_enrolment
from tests.builders.programs import NOON, a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

PICTURE, PDF = b"\xff\xd8\xff one", b"%PDF-1.7 one"


def test_the_same_bytes_are_kept_once():
    course = a_course()

    assert a_material(course, PICTURE) == a_material(course, PICTURE, name="other.jpg")
    assert Material.objects.count() == 1
    assert default_storage.open(Material.objects.get().storage_key).read() == PICTURE


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("picture", b"<svg onload=alert(1)>"),
        ("picture", b"<html>"),
        ("picture", PDF),
        ("file", PICTURE),
        ("file", b"MZ\x90"),
        ("video", PICTURE),
        ("captions", b"1\n00:00"),
        ("picture", b""),
    ],
)
def test_what_is_something_else_is_refused_whatever_it_is_called(kind, content):
    with pytest.raises(LearningRefused):
        a_material(a_course(), content, name="photo.jpg", kind=kind)

    assert not Material.objects.exists()


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setitem(materials.MOST_BYTES, Material.Kind.PICTURE, 5)

    with pytest.raises(LearningRefused, match="larger than"):
        materials.add(
            course=a_course(), kind=Material.Kind.PICTURE, content=ContentFile(PICTURE), name="a", by=None, now=NOON
        )


def test_a_material_is_shown_to_who_began_the_course_and_the_cover_to_who_may(client):
    course = a_course()
    cover, other = a_material(course, PICTURE), a_material(course, PICTURE + b"2")
    a_version(course, a_content(cover=cover.key))
    address = [reverse("elearning:material", args=[course.uuid, one.key]) for one in (cover, other)]
    client.force_login(a_participant().user)
    assert [client.get(one).status_code in (200, 302) for one in address] == [True, False]

    an_enrolment(course)

    assert [client.get(one).status_code in (200, 302) for one in address] == [True, True]


def test_a_material_of_another_course_is_not_there(client):
    other = a_material(a_course("Other"))
    enrolment = an_enrolment()
    client.force_login(enrolment.participant.user)

    assert client.get(reverse("elearning:material", args=[enrolment.course.uuid, other.key])).status_code == 404


def test_a_player_gets_the_piece_of_a_film_that_it_asks_for(client, settings):
    settings.FILES_LINKS = False
    enrolment = an_enrolment()
    film = a_material(enrolment.course, b"\0\0\0\x18ftypmp42 0123456789", name="film.mp4", kind="video")
    client.force_login(enrolment.participant.user)
    address = reverse("elearning:material", args=[enrolment.course.uuid, film.key])

    def got(asked: str):
        answer = client.get(address, headers={"Range": asked} if asked else {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, answer.get("Content-Range"), body

    assert got("")[0] == 200 and client.get(address)["Accept-Ranges"] == "bytes"
    assert got("bytes=13-16") == (206, "bytes 13-16/23", b"0123")
    assert got("bytes=-2") == (206, "bytes 21-22/23", b"89")
    assert got("bytes=21-99") == (206, "bytes 21-22/23", b"89")
    assert got("bytes=99-")[:2] == (416, "bytes */23")
    assert got("bytes=a-b")[0] == 200
