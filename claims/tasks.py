"""Jobs about claims: each loads by its id and makes one call."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from campaigns.models import Campaign
from claims.models import CodeAlarm, ExpiryNotice
from claims.services import alarming, memory, reading, reminding, replaying, reserving, serving, storing
from common.files import drop_unfinished
from jobs.registry import job
from ledger.kinds import Unit
from participants.models import Participant, User
from programs.models import Program


def could_not_read(*, document_id: str) -> None:
    """Every attempt failed: the person goes on by typing."""
    reading.give_up(document_id=UUID(document_id), now=timezone.now())


@job(attempts=3, gave_up=could_not_read)
def read_document(*, document_id: str) -> None:
    """Read a document's current files; a document that was read already is left as it is."""
    reading.read(document_id=UUID(document_id), clock=timezone.now)


@job()
def learn_from_claim(*, claim_id: str) -> None:
    """Learn what a confirmed claim shows, or take back what it taught."""
    memory.learn(claim_id=UUID(claim_id), now=timezone.now())


@job(attempts=5)
def settle_enrolment(*, participant_id: str) -> None:
    """Reward who brought a participant that has a good claim now, or take it back if none is left."""
    participant = Participant.objects.get(uuid=UUID(participant_id))
    serving.settle_enrolment(participant=participant, now=timezone.now())


@job(every=timedelta(days=1), longest=timedelta(hours=2))
def remind_of_expiry() -> None:
    """Have people told whose points or training credits end soon."""
    for program in Program.objects.filter(is_active=True).order_by("pk"):
        reminding.remind(program=program, now=timezone.now())


@job(attempts=5)
def tell_of_expiry(*, notice_id: int) -> None:
    """Mail somebody that points or credits end, once; none if spent by now or lasting longer, or the person left."""
    notices = ExpiryNotice.objects.select_related("participant__user", "participant__program")
    notice = notices.get(pk=notice_id)
    participant, program = notice.participant, notice.participant.program
    now = timezone.now()
    amount = reminding.amount_of(notice, today=now.astimezone(program.zone).date())
    if notice.told_at or participant.left_at or not amount:
        return
    with translation.override(participant.user.language or program.default_language):
        link = settings.SITE_URL + reverse("learn" if notice.unit == Unit.CREDITS else "points")
        values = {"notice": notice, "participant": participant, "program": program, "amount": amount, "link": link}
        subject = render_to_string("claims/mail_expiry_subject.txt", values).strip()
        send_mail(subject, render_to_string("claims/mail_expiry.txt", values), None, [participant.user.email])
    ExpiryNotice.objects.filter(pk=notice.pk).update(told_at=now)


@job(every=timedelta(minutes=15))
def watch_wrong_codes() -> None:
    """Look whether somewhere more wrong codes are typed than usual."""
    for program in Program.objects.filter(is_active=True).order_by("pk"):
        alarming.watch(program=program, now=timezone.now())


@job(attempts=5)
def tell_of_wrong_codes(*, alarm_id: int, user_id: int) -> None:
    """Mail a campaign admin that there are many."""
    alarm = CodeAlarm.objects.select_related("program").get(pk=alarm_id)
    user = User.objects.get(pk=user_id)
    with translation.override(user.language or alarm.program.default_language):
        values = {"alarm": alarm, "program": alarm.program, "link": settings.SITE_URL + reverse("admin:index")}
        subject = render_to_string("claims/mail_wrong_codes_subject.txt", values).strip()
        send_mail(subject, render_to_string("claims/mail_wrong_codes.txt", values), None, [user.email])


def could_not_try(*, tryout_id: int, run: int) -> None:
    """The page says that it did not work."""
    replaying.give_up(tryout_id=tryout_id, run=run)


@job(longest=timedelta(hours=6), gave_up=could_not_try)
def try_on_past_claims(*, tryout_id: int, run: int) -> None:
    """What a drafted rule would have cost; started again, it begins at the first claim."""
    replaying.run(tryout_id=tryout_id, run=run, clock=timezone.now)


@job(longest=timedelta(hours=2))
def count_in_budget(*, campaign_id: int) -> None:
    """Book in the campaign's budget what was given and sent before it had one."""
    reserving.count_in_budget(campaign=Campaign.objects.get(pk=campaign_id))


@job(every=timedelta(hours=1), longest=timedelta(hours=2))
def sweep_loose_files() -> None:
    """Delete stored files that no claim names any more, and what a killed process left half written."""
    now = timezone.now()
    storing.sweep(now=now)
    drop_unfinished(before=now - storing.GRACE)
