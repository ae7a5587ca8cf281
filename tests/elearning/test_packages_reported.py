"""A package lesson opens, reports and is done: by its standard, in order, and for its own person only."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from elearning.models import Enrolment, PackageState
from elearning.refusals import LearningRefused
from elearning.services import package_states
from elearning.versions import content_of
from tests.builders.elearning import an_enrolment
from tests.builders.packages import READ, a_package_course, files_12, files_2004
from tests.builders.programs import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def of_12() -> Enrolment:
    return an_enrolment(a_package_course())


@pytest.fixture
def of_2004() -> Enrolment:
    return an_enrolment(a_package_course(files_2004()))


def lesson_of(enrolment):
    return content_of(enrolment.version).lesson("pack")


def opened(enrolment, number=1, *, now=NOON):
    return package_states.open_part(enrolment=enrolment, lesson=lesson_of(enrolment), number=number, now=now)


def reported(enrolment, opening, count=1, number=1, *, is_over=False, now=NOON + timedelta(minutes=5), **values):
    told = {name.replace("__", "."): value for name, value in values.items()}
    return package_states.report(
        enrolment=enrolment,
        lesson=lesson_of(enrolment),
        number=number,
        opening=opening,
        count=count,
        told={name if name.startswith("cmi") else f"cmi.{name}": value for name, value in told.items()},
        is_over=is_over,
        now=now,
    )


def is_done(enrolment):
    return enrolment.lessons_done.filter(lesson="pack").exists()


def test_the_first_opening_tells_who_learns_and_what_the_list_of_contents_says(of_12):
    told = opened(of_12)

    assert told.part.path == "scormcontent/story/index_lms.html" and told.part.query == "?mode=lms"
    assert told.values["cmi.core.student_name"] == "Marek Nowak"
    assert told.values["cmi.core.student_id"] == str(of_12.uuid)
    assert told.values["cmi.core.entry"] == "ab-initio"
    assert told.values["cmi.student_data.mastery_score"] == "80" and told.values["cmi.launch_data"] == "colour=blue"
    assert "cmi.core.lesson_status" not in told.values


def test_what_was_reported_is_told_at_the_next_opening(of_12):
    first = opened(of_12)
    reported(
        of_12,
        first.opening,
        core__lesson_status="incomplete",
        core__lesson_location="slide 5",
        suspend_data="ż" * 60_000,
        core__session_time="0000:01:30.55",
        objectives__0__id="cut",
    )

    again = opened(of_12, now=NOON + timedelta(days=1))

    assert again.values["cmi.core.entry"] == "resume" and again.values["cmi.core.lesson_status"] == "incomplete"
    assert again.values["cmi.core.lesson_location"] == "slide 5" and again.values["cmi.suspend_data"] == "ż" * 60_000
    assert again.values["cmi.core.total_time"] == "0000:01:30" and again.values["cmi.objectives.0.id"] == "cut"


def test_the_times_of_all_openings_are_summed_and_never_longer_than_they_were(of_2004):
    for _time in range(2):
        reported(of_2004, opened(of_2004).opening, session_time="PT2M")
    late = reported(of_2004, opened(of_2004).opening, session_time="P1DT1H")

    assert late.seconds == 6 * 60, "five minutes passed, and one for the difference of clocks"
    assert late.total_seconds == 240 + 360


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ({"core__lesson_status": "passed"}, True),
        ({"core__lesson_status": "completed"}, True),
        ({"core__lesson_status": "failed"}, False),
        ({"core__lesson_status": "incomplete"}, False),
        ({"core__lesson_status": "browsed"}, False),
        ({"core__lesson_status": "completed", "core__score__raw": "79.9"}, False),
        ({"core__lesson_status": "failed", "core__score__raw": "80"}, True),
        ({"core__lesson_status": "incomplete", "core__score__raw": "100"}, False),
    ],
)
def test_a_lesson_is_done_as_scorm_12_means_it(of_12, said, done):
    reported(of_12, opened(of_12).opening, **said)

    assert is_done(of_12) is done


def test_all_parts_have_to_be_done(of_2004):
    reported(of_2004, opened(of_2004).opening, completion_status="completed", score__scaled="0.7")
    assert not is_done(of_2004)
    opened(of_2004, 3)
    assert not is_done(of_2004)

    reported(of_2004, opened(of_2004, 2).opening, number=2, progress_measure="0.5")

    assert is_done(of_2004)
    assert Enrolment.objects.get().finished_at is None, "the second lesson is still to be done"


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ({"completion_status": "completed"}, True),
        ({"success_status": "passed"}, True),
        ({"completion_status": "completed", "success_status": "failed"}, False),
        ({"completion_status": "completed", "score__scaled": "0.69"}, False),
        ({"completion_status": "completed", "success_status": "failed", "score__scaled": "0.7"}, True),
        ({"completion_status": "unknown"}, False),
    ],
)
def test_a_part_is_done_as_scorm_2004_means_it(of_2004, said, done):
    state = reported(of_2004, opened(of_2004).opening, **said)

    assert (state.done_at is not None) is done


def test_an_end_without_a_word_counts_as_worked_through(of_2004):
    opening = opened(of_2004).opening

    assert reported(of_2004, opening).done_at is None
    assert reported(of_2004, opening, 2, is_over=True).done_at is not None


def test_what_was_done_stays_done(of_12):
    reported(of_12, opened(of_12).opening, core__lesson_status="passed")
    state = reported(of_12, opened(of_12).opening, core__lesson_status="incomplete")

    assert state.done_at and is_done(of_12) and state.completion == "incomplete"


def test_scores_are_kept_as_they_are_and_as_a_share(of_12, of_2004):
    state = reported(of_12, opened(of_12).opening, core__score__raw="15", core__score__max="20", core__score__min="10")
    assert (state.raw, state.scaled) == (15, Decimal("0.5"))
    state = reported(of_12, opened(of_12).opening, core__score__raw="66.66666666")
    assert (state.raw, state.scaled) == (Decimal("66.6667"), Decimal("0.6666"))


def test_an_older_opening_changes_nothing(of_12):
    old, new = opened(of_12), opened(of_12)
    reported(of_12, new.opening, suspend_data="new")

    with pytest.raises(package_states.OpenedElsewhere):
        reported(of_12, old.opening, 99, suspend_data="old", core__lesson_status="passed")

    assert PackageState.objects.get().suspend_data == "new" and not is_done(of_12)


def test_reports_said_twice_or_overtaken_change_nothing(of_12):
    opening = opened(of_12).opening
    reported(of_12, opening, 2, suspend_data="second")

    for count in (1, 2):
        assert reported(of_12, opening, count, suspend_data="first").suspend_data == "second"


@pytest.mark.parametrize(
    "said",
    [
        {"suspend_data": "x" * 64_001},
        {"core__lesson_location": "x" * 1_001},
        {"core__score__raw": "NaN"},
        {"core__score__raw": "1e400"},
        {"core__score__raw": "Infinity"},
        {"core__score__raw": "eighty"},
        {"core__lesson_status": ["passed"]},
        {"core__lesson_status": True},
    ],
)
def test_what_no_package_may_say_is_refused_and_nothing_is_lost(of_12, said):
    opening = opened(of_12).opening
    reported(of_12, opening, suspend_data="before")

    with pytest.raises(LearningRefused, match="was not kept"):
        reported(of_12, opening, 2, **said)

    assert PackageState.objects.get().suspend_data == "before" and not is_done(of_12)


@pytest.mark.parametrize("told", [None, [], "passed", {f"cmi.{number}": "1" for number in range(1_001)}])
def test_what_is_no_report_is_refused(of_12, told):
    opening = opened(of_12).opening
    with pytest.raises(LearningRefused):
        package_states.report(
            enrolment=of_12,
            lesson=lesson_of(of_12),
            number=1,
            opening=opening,
            count=1,
            told=told,
            is_over=False,
            now=NOON,
        )


def test_unknown_elements_and_answers_to_questions_are_not_kept(of_12):
    state = reported(
        of_12,
        opened(of_12).opening,
        interactions__0__student_response="a",
        core__student_name="Somebody",
        evil="1",
        student_preference__audio="-1",
        suspend_data="a\x00b",
    )

    assert state.more == {"cmi.student_preference.audio": "-1"} and state.suspend_data == "ab"


def test_by_hand_only_what_says_nothing_is_finished(of_12):
    lesson = lesson_of(of_12)
    assert package_states.why_not_finish(of_12, lesson).startswith("This lesson says itself when it is done")

    opening = opened(of_12).opening
    assert package_states.why_not_finish(of_12, lesson) == ""

    reported(of_12, opening, core__lesson_status="incomplete")
    with pytest.raises(LearningRefused, match="says itself when it is done"):
        package_states.finish(enrolment=of_12, lesson=lesson, now=NOON)
    assert not is_done(of_12)


def test_a_package_that_only_shows_something_is_done_by_opening_it():
    manifest = files_12()["imsmanifest.xml"].replace('scormtype="sco"', 'scormtype="asset"')
    files = {"imsmanifest.xml": manifest, "scormcontent/story/index_lms.html": READ}
    enrolment = an_enrolment(a_package_course(files))

    opened(enrolment)

    assert is_done(enrolment)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_parts_that_do_not_exist_cannot_be_opened(of_12, number):
    with pytest.raises(LearningRefused, match="could not be opened"):
        opened(of_12, number)
    with pytest.raises(LearningRefused):
        reported(of_12, 1, number=number)


def test_a_lesson_that_names_no_package_cannot_be_opened(of_12):
    with pytest.raises(LearningRefused, match="could not be opened"):
        package_states.open_part(enrolment=of_12, lesson=replace(lesson_of(of_12), package="gone"), number=1, now=NOON)


def test_every_part_has_to_be_opened_before_a_lesson_is_finished_by_hand(of_2004):
    lesson = lesson_of(of_2004)
    for number in (1, 3):
        opened(of_2004, number)
    assert package_states.why_not_finish(of_2004, lesson) == "Open every part of this lesson first."

    opened(of_2004, 2)

    assert package_states.why_not_finish(of_2004, lesson) == ""
