"""A course goes out as a file and comes in again, with its materials; refused, nothing of it is left."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from elearning.content import Captions, Lack, Lacking, Lesson, Module, Video
from elearning.content.renaming import named_materials, renamed
from elearning.models import Course, CourseVersion, Material, Unpacking
from elearning.refusals import LearningRefused
from elearning.services import editing, exchanging, packages, publishing
from elearning.versions import content_of
from tests.builders.elearning import a_content, a_course, a_material, a_version
from tests.builders.packages import a_package_course, a_zip, files_12
from tests.builders.programs import NOON, a_program
from tests.elearning.forms import at

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

PICTURE = b"\xff\xd8\xff a drawing"
CUES = b"WEBVTT\n\n00:01.000 --> 00:02.000\nCut.\n"
FILM = b"\0\0\0\x18ftypmp42 a film"


@pytest.fixture
def rich():
    """A course with a picture, a film with captions, and a picture that nothing names."""
    course = a_course()
    picture, film = a_material(course, PICTURE), a_material(course, FILM, name="cut.mp4", kind="video")
    cues = a_material(course, CUES, name="cut.vtt", kind="captions")
    a_material(course, PICTURE + b" unused", name="unused.jpg")
    video = Video(film.key, "", (Captions("en", cues.key),))
    lesson = Lesson("l1", {"en": "L"}, text={"en": f"![x](material:{picture.key})"}, video=video)
    a_version(course, a_content(cover=picture.key, modules=(Module("m1", {"en": "M"}, (lesson,)),)))
    return course


def exported(course):
    target = io.BytesIO()
    exchanging.export(course.versions.order_by("-number")[0], target)
    return target.getvalue()


def imported(told, program=None):
    return exchanging.import_new(program=program or a_program(), source=io.BytesIO(told), by=None, now=NOON)


def changed(told, name=None, content=b"", **manifest):
    """The same file with another part or another manifest."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(told)) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            part = old.read(one)
            if one == "course.json":
                part = json.dumps(json.loads(part) | manifest).encode()
            new.writestr(one, content if one == name else part)
    return target.getvalue()


def test_the_same_version_gives_the_same_bytes(rich):
    assert exported(rich) == exported(rich)
    with zipfile.ZipFile(io.BytesIO(exported(rich))) as file:
        assert len(file.namelist()) == 4


def test_a_new_course_is_made_with_keys_of_its_own(rich):
    course = imported(exported(rich))

    (draft,) = course.versions.all()
    mine, theirs = content_of(draft), content_of(rich.current)
    keys = dict(zip(sorted_keys(theirs), sorted_keys(mine), strict=True))
    assert draft.published_at is None and not course.is_published and course.price == 0
    assert course.name == "Press fittings (2)"
    assert not named_materials(mine) & named_materials(theirs)
    assert renamed(theirs, keys) == mine
    assert {one.key for one in course.materials.all()} == named_materials(mine)
    assert sorted(default_storage.open(one.storage_key).read() for one in course.materials.all()) == sorted(
        [PICTURE, CUES, FILM]
    )


def sorted_keys(content):
    video = next(content.lessons()).video
    return [content.cover, video.material, video.captions[0].material]


def test_in_another_service_keys_stay(rich):
    told, content = exported(rich), content_of(rich.current)
    Material.objects.all().delete()
    Course.objects.update(current=None, is_published=False)
    CourseVersion.objects.all().delete()
    Course.objects.all().delete()

    course = imported(told)

    assert content_of(course.versions.get()) == content
    assert exported(course) == told


def test_into_the_same_course_it_is_the_next_draft_with_the_same_materials(rich):
    told = exported(rich)
    editing.edit(course=rich, change=lambda _content: a_content(), by=None, now=NOON)
    publishing.publish(draft=publishing.draft_of(rich), by=None, now=NOON)

    exchanging.import_into(course=rich, source=io.BytesIO(told), by=None, now=NOON)

    draft = publishing.draft_of(rich)
    assert draft.number == 4 and content_of(draft) == content_of(rich.versions.get(number=2))
    assert Material.objects.count() == 4


def test_a_draft_is_not_written_over(rich):
    editing.edit(course=rich, change=lambda _content: a_content(), by=None, now=NOON)

    with pytest.raises(LearningRefused, match="has a draft"):
        exchanging.import_into(course=rich, source=io.BytesIO(exported(rich)), by=None, now=NOON)
    assert content_of(publishing.draft_of(rich)) == a_content()


def files():
    try:
        folders, names = default_storage.listdir("courses")
    except FileNotFoundError:
        return []
    return (
        sorted((folder, name) for folder in folders for name in default_storage.listdir(f"courses/{folder}")[1]) + names
    )


def refused(told, words):
    before = files(), Course.objects.count(), Material.objects.count(), CourseVersion.objects.count()
    with pytest.raises(LearningRefused, match=words):
        imported(told)
    assert (files(), Course.objects.count(), Material.objects.count(), CourseVersion.objects.count()) == before


def test_materials_that_are_not_what_they_say_are_refused_and_nothing_is_left(rich):
    told = exported(rich)
    picture = next(one for one in rich.materials.filter(kind="picture") if one.name == "photo.jpg")
    part = f"materials/{picture.key}"

    refused(changed(told, part, b"<svg onload=alert(1)>"), "A picture is a JPEG")
    refused(changed(told, part, b"\x89PNG\r\n\x1a\n"), "not what course.json says")
    listed = json.loads(zipfile.ZipFile(io.BytesIO(told)).read("course.json"))["materials"]
    refused(changed(told, materials=[one | {"kind": "program"} for one in listed]), "not what course.json says")


def test_what_fails_in_the_midst_leaves_nothing(rich, monkeypatch):
    told = exported(rich)

    def broken(**_values):
        raise OSError("the disk is full")

    before = files(), Course.objects.count(), Material.objects.count()
    monkeypatch.setattr(publishing, "save", broken)
    with pytest.raises(OSError, match="disk"):
        imported(told)
    assert (files(), Course.objects.count(), Material.objects.count()) == before


def test_captions_from_a_file_are_made_safe_too(rich):
    told = exported(rich)
    cues = rich.materials.get(kind="captions")

    course = imported(changed(told, f"materials/{cues.key}", CUES.replace(b"Cut.", b"<img src=x>Cut.")))

    assert default_storage.open(course.materials.get(kind="captions").storage_key).read() == CUES


def test_two_parts_of_the_same_bytes_become_one_material(rich):
    told = exported(rich)
    with zipfile.ZipFile(io.BytesIO(told)) as file:
        manifest = json.loads(file.read("course.json"))
    twin = next(one for one in manifest["materials"] if one["kind"] == "picture") | {"key": "twin"}
    with_twin = io.BytesIO(changed(told, materials=[*manifest["materials"], twin]))
    with zipfile.ZipFile(with_twin, "a") as file:
        file.writestr("materials/twin", PICTURE)

    course = imported(with_twin.getvalue())

    assert course.materials.filter(kind="picture").count() == 1


def test_pages_take_and_give_the_file(client, joanna, rich):
    answer = client.get(at(rich, "export", 2))
    told = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == 'attachment; filename="press-fittings-2.zip"'

    made = client.post(reverse("admin:course-import-new"), {"file": SimpleUploadedFile("c.zip", told)})
    assert made["Location"] == at(Course.objects.get(name="Press fittings (2)"), "write")
    again = client.post(at(rich, "import"), {"file": SimpleUploadedFile("c.zip", told)})
    assert again["Location"] == at(rich, "write") and publishing.draft_of(rich).number == 3


@pytest.mark.parametrize("sent", [{}, {"file": SimpleUploadedFile("c.zip", b"MZ")}])
def test_a_page_says_why_it_takes_no_file(client, joanna, rich, sent):
    answer = client.post(reverse("admin:course-import-new"), sent)

    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


@pytest.fixture
def with_package():
    """A course with a lesson that is a package of another tool."""
    course = a_package_course()
    return course, course.materials.get()


def test_a_package_comes_along_with_all_that_lies_in_it(with_package):
    source, sent = with_package

    course = imported(exported(source))

    (mine,) = course.materials.all()
    named = {lesson.package for lesson in content_of(course.versions.get()).lessons()} - {""}
    assert named == {mine.key} != {sent.key}
    assert (mine.contents.title, mine.contents.parts) == (sent.contents.title, sent.contents.parts)
    for name in files_12():
        with default_storage.open(packages.file_key(mine.storage_key, name)) as file:
            assert file.read() == files_12()[name].encode()
    assert not Unpacking.objects.exists()
    publishing.publish(draft=course.versions.get(), by=None, now=NOON)


def test_a_package_that_could_not_come_alone_cannot_come_in_a_course(with_package):
    source, sent = with_package
    part, told = f"materials/{sent.key}", exported(source)

    refused(changed(told, part, a_zip(files_12() | {"run.php": "<?php"})), "program for a server")
    refused(changed(told, part, b"%PDF-1.7 no package"), "no ZIP file")
    listed = [{"key": sent.key, "kind": "file", "media_type": "application/pdf", "name": "x.pdf"}]
    refused(changed(told, materials=listed), "A file to take along is a PDF")
    assert not Unpacking.objects.exists()


def test_a_course_that_there_is_keeps_nothing_of_a_file_with_a_bad_package(with_package):
    source, sent = with_package
    picture = a_material(source, PICTURE + b" of another course")
    content = content_of(source.current)
    editing.edit(course=source, change=lambda _content: replace(content, cover=picture.key), by=None, now=NOON)
    publishing.publish(draft=publishing.draft_of(source), by=None, now=NOON)
    told = changed(exported(source), f"materials/{sent.key}", a_zip(files_12() | {"run.php": "<?php"}))
    target, before = a_course("Another"), files()

    with pytest.raises(LearningRefused, match=f"{sent.name}: .*program for a server"):
        exchanging.import_into(course=target, source=io.BytesIO(told), by=None, now=NOON)
    assert files() == before


def test_the_files_of_a_package_that_came_in_vain_are_swept(with_package, monkeypatch):
    source, _sent = with_package
    told, before = exported(source), files()

    def broken(**_values):
        raise OSError("the disk is full")

    monkeypatch.setattr(publishing, "save", broken)
    with pytest.raises(OSError, match="disk"):
        imported(told)

    assert files() != before
    assert packages.sweep(now=NOON + packages.GRACE + timedelta(minutes=1)) == 1
    assert [name for _folder, name in files()] == [name for _folder, name in before]


def test_a_file_is_no_package_whatever_the_course_says(rich):
    editing.edit(
        course=rich,
        change=lambda _content: a_content(
            modules=(Module("m1", {"en": "M"}, (Lesson("l1", {"en": "L"}, package=rich.materials.first().key),)),)
        ),
        by=None,
        now=NOON,
    )

    with pytest.raises(publishing.NotReady) as refusal:
        publishing.publish(draft=publishing.draft_of(rich), by=None, now=NOON)
    assert refusal.value.lacks == [Lacking(Lack.MATERIAL, "l1")]
