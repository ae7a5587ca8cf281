"""Later work of verification: looking claims over, watching promised days, and mailing who has to know."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from claims.models import Claim
from distributors.models import Clerk, Distributor
from jobs.registry import job
from jobs.services import after_commit
from participants.models import User
from programs.models import Program
from verification.models import Decision, MailLink, Reminder
from verification.services import automatic, checks, deadlines, mail_links, offers, rewarding, sweeping

TOLD_OF = 10
"""Claims that a reminder names; there may be more."""


@job()
def check_claim(*, claim_id: str) -> None:
    """Confirm the claim if its sale proves it; else count its problems for the queue."""
    claim = Claim.objects.select_related("campaign", "program", "participant__company", "document").get(uuid=claim_id)
    now = timezone.now()
    if claim.is_undecided and automatic.consider(claim=claim, now=now) is None and claim.is_undecided:
        checks.keep(claim=claim, now=now)
        mail_links.send(claim=claim, now=now)


@job()
def match_sales(*, file_id: str, after: int = 0) -> None:
    """Look again at the claims that the file's new and changed sales are about, some sales at a time."""
    last = sweeping.look_at(file_id=file_id, after=after, now=timezone.now())
    if last:
        with transaction.atomic():
            after_commit("verification.tasks.match_sales", file_id=file_id, after=last)


@job()
def give_back(*, user_id: int) -> None:
    """Somebody works here no more: what was on the screen or held ahead goes back to the queue."""
    offers.release_all(by=User.objects.get(pk=user_id))


@job(attempts=5)
def reward_answer(*, decision_id: str) -> None:
    """Give what an answer in time earns its distributor and clerk, or take it back if it was undone."""
    decisions = Decision.objects.select_related("claim", "made_by")
    rewarding.settle_answer(decision=decisions.get(uuid=decision_id), now=timezone.now())


@job(attempts=5)
def tell_participant(*, decision_id: str) -> None:
    """Mail the decision to the participant, in the participant's language; none if undone, or the person left."""
    decisions = Decision.objects.select_related("claim__participant__user", "claim__program", "claim__distributor")
    decision = decisions.get(uuid=decision_id)
    if Decision.objects.filter(undoes=decision).exists():
        return
    claim, user = decision.claim, decision.claim.participant.user
    if claim.participant.left_at:
        return
    values = {"decision": decision, "claim": claim}
    link = reverse("claims:claim", args=[claim.uuid])
    _mail(user, claim.program, "verification/mail_decision", values, link=link)


@job(attempts=5)
def mail_claim(*, link_id: str) -> None:
    """Mail a claim to a shop that answers by mail; nothing if it was answered in the meantime."""
    link = MailLink.objects.select_related("claim__program", "claim__distributor", "claim__participant").get(
        uuid=link_id
    )
    if mail_links.why_not_answer(link, now=timezone.now()):
        return
    claim = link.claim
    address = reverse("verification:by-mail", args=[mail_links.secret_of(link)])
    with translation.override(claim.program.default_language):
        values = {"claim": claim, "mailed": link, "program": claim.program, "link": settings.SITE_URL + address}
        subject = render_to_string("verification/mail_claim_subject.txt", values).strip()
        send_mail(subject, render_to_string("verification/mail_claim.txt", values), None, [link.sent_to])


@job(every=timedelta(hours=6), longest=timedelta(hours=1))
def watch_deadlines() -> None:
    """Remind of promised days, and hand over what nobody answered."""
    for program in Program.objects.filter(is_active=True).order_by("pk"):
        deadlines.watch(program=program, now=timezone.now())


@job(attempts=5)
def remind(*, clerk_id: int, stage: str) -> None:
    """Mail one person what waits and until when; nothing if it was answered in the meantime."""
    clerk = Clerk.objects.select_related("user", "distributor__program").get(pk=clerk_id)
    program, today = clerk.distributor.program, timezone.localdate(timezone.now(), clerk.distributor.program.zone)
    waiting = deadlines.due(clerk.distributor, Reminder.Stage(stage), today=today)
    if not clerk.is_active or not waiting.exists():
        return
    first = list(waiting.select_related("participant")[:TOLD_OF])
    values = {"clerk": clerk, "stage": stage, "claims": first, "more": waiting[: TOLD_OF + 1].count() > TOLD_OF}
    _mail(clerk.user, program, "verification/mail_reminder", values, link=reverse("verification:queue"))


@job(attempts=5)
def tell_organizer(*, distributor_id: int) -> None:
    """Mail the campaign admins that claims came to them because nobody at the distributor answered."""
    distributor = Distributor.objects.select_related("program").get(pk=distributor_id)
    for user in deadlines.organizers(distributor.program):
        values = {"distributor": distributor, "user": user}
        _mail(user, distributor.program, "verification/mail_handed_over", values, link=reverse("verification:queue"))


def _mail(user: User, program: Program, name: str, values: dict[str, Any], *, link: str) -> None:
    with translation.override(user.language or program.default_language):
        values = values | {"program": program, "link": settings.SITE_URL + link}
        subject = render_to_string(f"{name}_subject.txt", values).strip()
        send_mail(subject, render_to_string(f"{name}.txt", values), None, [user.email])
