"""Pages on which a course is written: its parts, one page each; nobody's work is written over unseen."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from elearning.content import Captions, Lesson, Pool, Quiz, Video
from elearning.content.editing import with_part
from elearning.models import CourseVersion, Material
from elearning.services import editing, publishing
from elearning.versions import content_of
from tests.builders.elearning import a_content, a_material
from tests.builders.programs import NOON
from tests.elearning.forms import at, now, save, typed

pytestmark = pytest.mark.django_db

PICTURE = b"\xff\xd8\xff a drawing"
CUES = b"WEBVTT\n\n00:01.000 --> 00:02.000\nCut straight.\n"


def test_a_course_begins_empty_and_says_what_lacks(client, blank):
    text = client.get(at(blank, "write")).content.decode()

    assert "The course has no title." in text and "There is no lesson yet." in text
    assert not CourseVersion.objects.exists()


def test_words_stand_in_each_language_that_is_offered(client, blank):
    save(client, at(blank, "about"), **{"title-en": "Valves", "languages": ["en", "pl"]})
    save(client, at(blank, "about"), **{"title-pl": "Zawory", "languages": ["en", "pl"]})

    assert now(blank).title == {"en": "Valves", "pl": "Zawory"}
    assert now(blank).languages == ("en", "pl")


def test_words_in_a_language_that_is_not_offered_any_more_stay(client, blank):
    save(client, at(blank, "about"), languages=["en", "pl"])
    save(client, at(blank, "about"), **{"title-pl": "Zawory", "languages": ["en"]})
    save(client, at(blank, "about"), **{"title-en": "Valves", "languages": ["en"]})

    assert now(blank).title == {"en": "Valves", "pl": "Zawory"}


def test_modules_and_lessons_are_added_and_written(client, blank):
    save(client, at(blank, "new", "module"), **{"title-en": "Basics"})
    module = now(blank).modules[0]
    save(client, at(blank, "new", "lesson") + f"?into={module.key}", **{"title-en": "Cutting", "minutes": 7})
    lesson = now(blank).modules[0].lessons[0]
    save(client, at(blank, "part", lesson.key), **{"text-en": "Cut **straight**."})

    (lesson,) = now(blank).lessons()
    assert (lesson.title, lesson.minutes, lesson.text) == ({"en": "Cutting"}, 7, {"en": "Cut **straight**."})


def test_a_new_part_sent_twice_is_one(client, blank):
    sent = typed(client, at(blank, "new", "module"), **{"title-en": "Basics"})
    for _time in range(2):
        assert client.post(at(blank, "new", "module"), sent).status_code == 302

    assert [one.title for one in now(blank).modules] == [{"en": "Basics"}]


def test_a_lesson_has_film_captions_and_file_and_keeps_its_package(client, course):
    film = a_material(course, b"\0\0\0\x18ftypmp42", name="cut.mp4", kind="video")
    cues = a_material(course, CUES, name="cut.vtt", kind="captions")
    paper = a_material(course, b"%PDF-1.7", name="cut.pdf", kind="file")
    lesson = replace(now(course).lesson("l1"), package="package")
    editing.edit(course=course, change=lambda content: with_part(content, lesson), by=None, now=NOON)

    save(client, at(course, "part", "l1"), film=film.key, file=paper.key, **{"captions-en": cues.key})

    kept = now(course).lesson("l1")
    assert kept.video == Video(film.key, "", (Captions("en", cues.key),))
    assert (kept.file, kept.package) == (paper.key, "package")


def test_a_film_is_here_or_elsewhere_not_both(client, course):
    film = a_material(course, b"\0\0\0\x18ftypmp42", name="cut.mp4", kind="video")

    answer = save(client, at(course, "part", "l1"), film=film.key, address="https://films.example/1")

    assert answer.status_code == 422
    assert "not both" in answer.content.decode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://films.example/1"])
def test_a_film_elsewhere_is_at_a_web_address(client, course, address):
    assert save(client, at(course, "part", "l1"), address=address).status_code == 422


def test_one_more_row_saves_nothing_and_keeps_what_was_typed(client, course):
    address = at(course, "new", "choose") + "?into=pool"
    answer = client.post(address, typed(client, address, more="1", **{"0-text-en": "Half a tho"}))

    assert answer.context["form"].count == 4
    assert "Half a tho" in answer.content.decode()
    assert len(now(course).quiz.pools[0].questions) == 2


def test_a_pool_draws_and_the_quiz_says_how_it_is_taken(client, course):
    save(client, at(course, "part", "pool"), draw=1)
    save(client, at(course, "quiz"), pass_mark=75, attempts=2, pause_hours=1, minutes=20)

    quiz = now(course).quiz
    assert (quiz.pass_mark, quiz.attempts, quiz.pause_minutes, quiz.minutes) == (75, 2, 60, 20)
    assert quiz.pools[0].draw == 1 and len(quiz.pools[0].questions) == 2


def test_the_quiz_is_left_out_after_a_second_yes(client, course):
    place = at(course, "leave-quiz-out")
    asked = client.get(place)
    client.post(place, {"mark": "another"})
    assert "2 parts" in asked.content.decode() and now(course).quiz

    client.post(place, {"mark": asked.context["mark"]})

    assert now(course).quiz is None


def test_a_part_goes_after_a_second_yes(client, course):
    assert "Remove" in client.get(at(course, "remove", "l1")).content.decode()
    client.post(at(course, "remove", "l1"), {"mark": client.get(at(course, "remove", "l1")).context["mark"]})

    assert [one.key for one in now(course).lessons()] == ["l2"]


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(client, course):
    address = at(course, "part", "l1")
    mine = typed(client, address, **{"text-en": "Mine."})
    save(client, address, **{"text-en": "Theirs."})

    answer = client.post(address + "?kind=lesson", mine)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Somebody else changed this meanwhile" in text and "Mine." in text
    assert now(course).lesson("l1").text["en"] == "Theirs."
    # Seen and said once more, it is what counts.
    client.post(address, mine | {"mark": answer.context["mark"]})
    assert now(course).lesson("l1").text["en"] == "Mine."


def test_what_was_typed_into_a_removed_lesson_is_not_lost(client, course):
    address = at(course, "part", "l1")
    mine = typed(client, address, **{"text-en": "Hours of work."})
    client.post(at(course, "remove", "l1"), {"mark": client.get(at(course, "remove", "l1")).context["mark"]})

    answer = client.post(address + "?kind=lesson", mine)

    assert answer.status_code == 422 and "Hours of work." in answer.content.decode()


def test_two_people_at_two_lessons_do_not_meet(client, course):
    mine = typed(client, at(course, "part", "l1"), **{"text-en": "Mine."})
    save(client, at(course, "part", "l2"), **{"text-en": "Theirs."})

    assert client.post(at(course, "part", "l1"), mine).status_code == 302
    assert [one.text["en"] for one in now(course).lessons()] == ["Mine.", "Theirs."]


def test_files_are_added_while_a_lesson_is_written_and_what_was_typed_stays(client, course):
    files = [SimpleUploadedFile("joint.jpg", PICTURE), SimpleUploadedFile("run.html", b"<script>alert(1)</script>")]
    sent = typed(client, at(course, "part", "l1"), upload="1", files=files, **{"text-en": "Not saved yet."})

    answer = client.post(at(course, "part", "l1"), sent)

    text = answer.content.decode()
    assert answer.status_code == 200 and "Not saved yet." in text and "(material:" in text
    assert "run.html" in text and "none of what a course can hold" in text
    assert [one.name for one in Material.objects.all()] == ["joint.jpg"]
    assert now(course).lesson("l1").text["en"] != "Not saved yet."


def test_the_text_is_shown_as_it_will_look_without_scripts(client, course):
    picture = a_material(course, PICTURE)
    told = f"**Cut** <script>alert(1)</script> ![joint](material:{picture.key}) ![x](https://spy.example/x.gif)"

    html = client.post(at(course, "text"), {"text-en": told}).content.decode()

    assert "<strong>Cut</strong>" in html and at(course, "material", picture.key) in html
    assert "<script" not in html and "spy.example" not in html


def test_a_published_version_is_never_written(client, course):
    published = CourseVersion.objects.get()
    save(client, at(course, "part", "l1"), **{"text-en": "New."})

    assert content_of(CourseVersion.objects.get(pk=published.pk)).lesson("l1").text["en"] == "**Cut** straight."
    assert CourseVersion.objects.get(published_at=None).number == 2


def test_keys_stay_from_version_to_version(client, course):
    save(client, at(course, "part", "l1"), **{"title-en": "Another title"})

    assert [one.key for one in now(course).lessons()] == ["l1", "l2"]
    assert [one.key for one in now(course).quiz.questions()] == ["q1", "q2"]


def test_a_pool_of_an_unknown_kind_does_not_exist(client, course):
    assert client.get(at(course, "new", "essay")).status_code == 404
    assert client.get(at(course, "new", "lesson") + "?into=nowhere").status_code == 404
    assert client.get(at(course, "part", "nowhere")).status_code == 404


def test_a_lesson_is_not_put_into_a_pool(client, course):
    address = at(course, "new", "lesson") + "?into=pool"

    assert save(client, address, **{"title-en": "Lost"}).status_code == 422
    assert all(isinstance(one, Pool) and len(one.questions) == 2 for one in now(course).quiz.pools)


def test_publishing_the_same_draft_keeps_quiz_settings(client, blank):
    editing.edit(course=blank, change=lambda _content: a_content(quiz=Quiz()), by=None, now=NOON)

    with pytest.raises(publishing.NotReady):
        publishing.publish(draft=publishing.draft_of(blank), by=None, now=NOON)
    assert isinstance(now(blank).lesson("l1"), Lesson)
