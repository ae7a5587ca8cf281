"""Pages of somebody who may spend the company's training credits: its people, one of them, what they ask for."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from elearning import doors, firm_pages
from elearning.models import Course, Wish
from elearning.services import firms, wishing
from elearning.views.courses import course_of, language_now
from participants import services as participants
from participants.access import ParticipantRequest, participant_only
from participants.models import Membership
from participants.queries import language_of, membership_of, people_of


def _right(request: ParticipantRequest) -> Membership:
    """That the reader may spend the company's credits; anybody else finds nothing."""
    held = membership_of(request.participant)
    if held is None or not held.spends_credits:
        raise Http404
    return held


def _colleague(right: Membership, uuid: object) -> Membership:
    """Somebody of the same company."""
    return get_object_or_404(people_of(right.company), participant__uuid=uuid)


@participant_only
@require_safe
def firm(request: ParticipantRequest) -> HttpResponse:
    """The company's credits, who takes which course with them, and who asks for one."""
    found = firm_pages.firm(_right(request).company, language=language_now(), now=timezone.now())
    return render(request, "elearning/firm.html", {"firm": found, "place": "learn"})


@participant_only
@require_safe
def colleague(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """One of its people: what the company paid, what it can pay, and whether they may spend its credits too."""
    right, now = _right(request), timezone.now()
    found = firm_pages.person(right.company, _colleague(right, uuid), language=language_now(), now=now)
    values = {
        "person": found,
        "company": right.company,
        "offered": firm_pages.offered(right.company, found, language=language_now(), now=now),
        "may_allow": may_allow(right, found.membership),
        "place": "learn",
    }
    return render(request, "elearning/colleague.html", values)


def may_allow(right: Membership, other: Membership) -> bool:
    """Whoever sees the account and spends its credits lets others spend; who sees it is for the organizer to say."""
    return right.sees_account and right.spends_credits and not other.sees_account


@participant_only
@require_POST
def let_spend(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """A colleague may spend the company's credits from now on, or no more."""
    right = _right(request)
    other = _colleague(right, uuid)
    if not may_allow(right, other):
        raise Http404
    participants.let_spend(
        participant=other.participant,
        company=right.company,
        is_allowed=request.POST.get("allowed") == "yes",
        by=request.user,
        now=timezone.now(),
    )
    return redirect("elearning:colleague", uuid)


@participant_only
@require_POST
def begin_for(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Begin a course for a colleague, paid by the company."""
    right, now = _right(request), timezone.now()
    today = now.astimezone(right.company.program.zone).date()
    opened = Course.objects.filter(doors.opened(today=today), program=right.company.program)
    course = get_object_or_404(opened.select_related("program", "current"), uuid=uuid)
    other = _colleague(right, _uuid(request.POST.get("person", ""))).participant
    try:
        firms.begin(payer=request.participant, participant=other, course=course, language=language_of(other), now=now)
        messages.success(request, _("%(name)s has the course now, and a mail about it.") % {"name": other.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("elearning:colleague", other.uuid)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@participant_only
@require_POST
def ask(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Ask the own company to pay the course."""
    course, _enrolment = course_of(request.participant, uuid)
    try:
        wishing.ask(participant=request.participant, course=course, now=timezone.now())
        messages.success(request, _("Your firm was asked. You get a mail with the answer."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("elearning:course", uuid)


@participant_only
@require_POST
def answer(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Pay what a colleague asks for, or not."""
    right, now = _right(request), timezone.now()
    wishes = Wish.objects.filter(company=right.company, participant__in=people_of(right.company).values("participant"))
    related = ("participant__user", "participant__program", "course__program", "course__current")
    wish = get_object_or_404(wishes.select_related(*related), uuid=uuid)
    try:
        if request.POST.get("answer") == "yes":
            wishing.grant(wish=wish, payer=request.participant, now=now)
        else:
            word = request.POST.get("word", "")[: Wish._meta.get_field("word").max_length]
            wishing.decline(wish=wish, payer=request.participant, word=word, now=now)
        messages.success(request, _("%(name)s gets a mail about it.") % {"name": wish.participant.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("elearning:firm")
