"""Later work of verification: looking a claim over for the queue's marks, and telling the participant."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from claims.models import Claim
from jobs.registry import job
from verification.models import Check, Decision
from verification.problems import Weight
from verification.queries import newest_reading, problems_of


@job()
def check_claim(*, claim_id: str) -> None:
    """Count the claim's problems for the queue."""
    claim = Claim.objects.select_related("campaign", "program", "participant__company", "document").get(uuid=claim_id)
    if claim.is_undecided:
        keep_check(claim)


def keep_check(claim: Claim) -> None:
    """Keep how many problems the claim has now."""
    weights = [problem.weight for problem in problems_of(claim, newest_reading(claim))]
    counts = {"blocks": weights.count(Weight.BLOCKS), "doubts": weights.count(Weight.DOUBT)}
    Check.objects.update_or_create(claim=claim, defaults=counts | {"made_at": timezone.now()})


@job(attempts=5)
def tell_participant(*, decision_id: str) -> None:
    """Mail the decision to the participant, in the participant's language."""
    decisions = Decision.objects.select_related("claim__participant__user", "claim__program", "claim__distributor")
    decision = decisions.get(uuid=decision_id)
    claim, user = decision.claim, decision.claim.participant.user
    with translation.override(user.language or claim.program.default_language):
        link = settings.SITE_URL + reverse("claims:claim", args=[claim.uuid])
        values = {"decision": decision, "claim": claim, "link": link, "program": claim.program}
        subject = render_to_string("verification/mail_decision_subject.txt", values).strip()
        send_mail(subject, render_to_string("verification/mail_decision.txt", values), None, [user.email])
