"""Participants' pages: what there is to learn, a course, its lessons."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import downloads
from common.markup import as_html
from common.refusals import Refused
from elearning import offline, queries
from elearning.coming_dates import dates_page
from elearning.content import Content, Lesson, said
from elearning.models import Course, Enrolment, Material
from elearning.offering import offer
from elearning.package_page import package_page
from elearning.services import attempts, enrolments, firms, package_states
from elearning.versions import content_of
from participants.access import ParticipantRequest, participant_only
from participants.models import Participant


def course_of(participant: Participant, uuid: UUID) -> tuple[Course, Enrolment | None]:
    """A course that the participant may see, and the way through it."""
    course = get_object_or_404(queries.courses_for(participant, now=timezone.now()), uuid=uuid)
    return course, enrolments.current(participant, course)


def enrolment_of(participant: Participant, uuid: UUID) -> Enrolment:
    """The participant's way through a course that was begun."""
    _course, enrolment = course_of(participant, uuid)
    if enrolment is None:
        raise Http404
    return enrolment


def language_now() -> str:
    """The reader's language as two letters."""
    return (get_language() or "en")[:2]


@participant_only
@require_safe
def home(request: ParticipantRequest) -> HttpResponse:
    """Training credits, courses to go on with, courses one can afford, and the others."""
    page = queries.learn_page(request.participant, language=language_now(), now=timezone.now())
    return render(request, "elearning/home.html", {"page": page, "place": "learn"})


@participant_only
@require_safe
def course(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """One course: what it is about, its lessons, what it costs and gives."""
    now = timezone.now()
    found, enrolment = course_of(request.participant, uuid)
    content = queries.content_for(found, enrolment)
    if content is None:
        raise Http404
    language = spoken(content, enrolment, found)
    values = {
        "course": found,
        "content": content,
        "title": said(content.title, language),
        "summary": said(content.summary, language),
        "language": language,
        "enrolment": enrolment,
        "modules": queries.modules_of(content, enrolment, language),
        "certificates": queries.held(request.participant, found, now=now),
        "dates": dates_page(found, enrolment, language=language, now=now),
        "place": "learn",
    }
    if enrolment:
        values |= _of_way(enrolment, content, now)
    is_new = enrolment is None or bool(values["can_renew"])
    values["offer"] = offer(request.participant, found, now=now, is_new=is_new)
    return render(request, "elearning/course.html", values)


def _of_way(enrolment: Enrolment, content: Content, now: datetime) -> dict[str, object]:
    """What only somebody on the way sees."""
    rows = queries.rows_of(content, enrolment, enrolment.language)
    undone = [row for row in rows if not row.is_done]
    here = next((row for row in undone if row.lesson.key == enrolment.last_lesson), None)
    return {
        "following": here or (undone[0] if undone else None),
        "is_begun": any(row.is_done for row in rows) or bool(enrolment.last_lesson),
        "can_renew": enrolments.may_renew(enrolment, now=now),
        "under_way": enrolment.attempts.filter(handed_in_at=None).exists(),
        "wait": attempts.why_not_begin(enrolment, now=now),
        "can_give_back": not enrolments.why_not_give_back(enrolment, now=now),
        "keeping": offline.keeping(content, enrolment, [row.lesson.key for row in rows if row.is_done]),
        "tries": enrolment.attempts.filter(handed_in_at__isnull=False).order_by("-number"),
    }


def spoken(content: Content, enrolment: Enrolment | None, found: Course) -> str:
    """The language of the way through it; else the reader's, where the course is offered in it."""
    return enrolment.language if enrolment else content.language(language_now(), found.program.default_language)


@participant_only
@require_POST
def enrol(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Begin the course, with own credits or, if the participant may spend them, with the company's."""
    found, _enrolment = course_of(request.participant, uuid)
    mine, language, now = request.participant, language_now(), timezone.now()
    try:
        if request.POST.get("paid_by") == "company":
            firms.begin(payer=mine, participant=mine, course=found, language=language, now=now)
        else:
            enrolments.enrol(participant=mine, course=found, language=language, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("elearning:course", uuid)


@participant_only
@require_POST
def give_back(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Give the course back; its credits return."""
    enrolment = enrolment_of(request.participant, uuid)
    try:
        enrolments.give_back(enrolment=enrolment, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("elearning:course", uuid)
    if enrolment.paid_by:
        words = _("You gave the course back. What it cost is on the account of %(company)s again.")
        messages.success(request, words % {"company": enrolment.paid_by.name})
    else:
        messages.success(request, _("You gave the course back. What it cost is on your account again."))
    return redirect("learn")


@participant_only
@require_safe
def lesson(request: ParticipantRequest, uuid: UUID, key: str) -> HttpResponse:
    """One lesson of a course that was begun."""
    enrolment = enrolment_of(request.participant, uuid)
    content = content_of(enrolment.version)
    rows = queries.rows_of(content, enrolment, enrolment.language)
    row = next((row for row in rows if row.lesson.key == key), None)
    if row is None:
        raise Http404
    enrolments.visit_lesson(enrolment=enrolment, lesson=key, now=timezone.now())
    values = {
        "enrolment": enrolment,
        "course_title": said(content.title, enrolment.language),
        "row": row,
        "lesson": row.lesson,
        "html": written(row.lesson, enrolment),
        "package": package_page(enrolment, row.lesson, wanted=request.GET.get("part", ""), now=timezone.now()),
        "before": next((one for one in rows if one.number == row.number - 1), None),
        "count": len(rows),
        "keeping": offline.kept(enrolment, [one.lesson.key for one in rows if one.is_done]),
        "following": way_on(enrolment, row.lesson),
        "place": "learn",
    }
    return render(request, "elearning/lesson.html", values)


def written(shown: Lesson, enrolment: Enrolment) -> str:
    """The lesson's text as HTML, its pictures at our addresses."""
    there = set(Material.objects.filter(course=enrolment.course_id).values_list("key", flat=True))
    return as_html(said(shown.text, enrolment.language), partial(_address, enrolment.course.uuid, there))


def _address(course: UUID, there: set[str], key: str) -> str:
    return reverse("elearning:material", args=[course, key]) if key in there else ""


@participant_only
@require_POST
def finish(request: ParticipantRequest, uuid: UUID, key: str) -> HttpResponse:
    """The lesson is done; on to the next one, or to the quiz."""
    enrolment = enrolment_of(request.participant, uuid)
    done = content_of(enrolment.version).lesson(key)
    if done is None:
        raise Http404
    try:
        package_states.finish(enrolment=enrolment, lesson=done, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("elearning:lesson", uuid, key)
    return redirect(way_on(enrolment, done))


def way_on(enrolment: Enrolment, lesson: Lesson) -> str:
    """Where it goes on after this lesson: at the next one, or at the course."""
    keys = [one.key for one in content_of(enrolment.version).lessons()]
    following = keys[keys.index(lesson.key) + 1 :]
    if not following:
        return reverse("elearning:course", args=[enrolment.course.uuid])
    return reverse("elearning:lesson", args=[enrolment.course.uuid, following[0]])


@participant_only
@require_safe
def material(request: ParticipantRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """A picture, film or file of the course, for those who began it; its cover for whoever sees the course."""
    found, enrolment = course_of(request.participant, uuid)
    # A package is opened on its own host only.
    kept = get_object_or_404(Material.objects.exclude(kind=Material.Kind.PACKAGE), course=found, key=key)
    content = queries.content_for(found, enrolment)
    if enrolment is None and (content is None or kept.key != content.cover):
        raise Http404
    return downloads.answer(
        kept.storage_key,
        media_type=kept.media_type,
        name=kept.name,
        is_shown=kept.is_shown,
        asked=request.headers.get("Range", ""),
    )
