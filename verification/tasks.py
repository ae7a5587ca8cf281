"""Later work of verification: looking a claim over for the queue's marks, and telling the participant."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from claims.models import Claim
from jobs.registry import job
from jobs.services import after_commit
from verification.models import Decision
from verification.services import automatic, checks, sweeping


@job()
def check_claim(*, claim_id: str) -> None:
    """Confirm the claim if its sale proves it; else count its problems for the queue."""
    claim = Claim.objects.select_related("campaign", "program", "participant__company", "document").get(uuid=claim_id)
    now = timezone.now()
    if claim.is_undecided and automatic.consider(claim=claim, now=now) is None and claim.is_undecided:
        checks.keep(claim=claim, now=now)


@job()
def match_sales(*, file_id: str, after: int = 0) -> None:
    """Look again at the claims that the file's new and changed sales are about, some sales at a time."""
    last = sweeping.look_at(file_id=file_id, after=after, now=timezone.now())
    if last:
        with transaction.atomic():
            after_commit("verification.tasks.match_sales", file_id=file_id, after=last)


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
    with translation.override(user.language or claim.program.default_language):
        link = settings.SITE_URL + reverse("claims:claim", args=[claim.uuid])
        values = {"decision": decision, "claim": claim, "link": link, "program": claim.program}
        subject = render_to_string("verification/mail_decision_subject.txt", values).strip()
        send_mail(subject, render_to_string("verification/mail_decision.txt", values), None, [user.email])
