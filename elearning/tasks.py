"""Later work of learning: certificates that end, dates, learning records, packages, what is claimed after a course."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from elearning import dates_words
from elearning.calendar_files import calendar_file
from elearning.comparing import as_json, compared
from elearning.content import said
from elearning.models import CertificateNotice, Comparison, Course, Enrolment, SeatNotice, Wish
from elearning.services import cancelling, finishing, forwarding, packages, reminding, seat_notices
from elearning.versions import content_of
from jobs.registry import job
from participants.models import Participant
from participants.queries import company_spent_by, language_of
from programs.models import Program


@job(every=timedelta(days=1), longest=timedelta(hours=2))
def remind_of_certificates() -> None:
    """Have people told whose certificates end soon."""
    for program in Program.objects.filter(is_active=True).order_by("pk"):
        reminding.remind(program=program, now=timezone.now())


@job(attempts=5)
def tell_of_end(*, notice_id: int) -> None:
    """Mail somebody that a certificate ends, once; none if it was renewed or revoked by now, or the person left."""
    notices = CertificateNotice.objects.select_related(
        "certificate__enrolment__participant__user", "certificate__enrolment__course__program"
    )
    notice = notices.get(pk=notice_id)
    if not reminding.is_wanted(notice):
        return
    certificate, course = notice.certificate, notice.certificate.enrolment.course
    user, program = certificate.enrolment.participant.user, course.program
    with translation.override(user.language or program.default_language):
        link = settings.SITE_URL + reverse("elearning:course", args=[course.uuid])
        values = {"certificate": certificate, "program": program, "link": link, "days": notice.days_before}
        subject = render_to_string("elearning/mail_end_subject.txt", values).strip()
        send_mail(subject, render_to_string("elearning/mail_end.txt", values), None, [user.email])
    reminding.told(notice=notice, now=timezone.now())


@job(every=timedelta(hours=1), longest=timedelta(hours=1))
def remind_of_dates() -> None:
    """Have people told who have a seat tomorrow."""
    seat_notices.remind(now=timezone.now())


@job(attempts=5)
def tell_of_seat(*, notice_id: int) -> None:
    """Mail somebody what became of a seat, once, with the calendar file; nothing if that is no longer so."""
    related = ("seat__date__course__program", "seat__enrolment__participant__user", "seat__enrolment__version")
    notice = SeatNotice.objects.select_related(*related, "seat__enrolment__course__program").get(pk=notice_id)
    now = timezone.now()
    if not seat_notices.is_wanted(notice, now=now):
        return
    seat, date, way = notice.seat, notice.seat.date, notice.seat.enrolment
    user, program = way.participant.user, date.program
    with translation.override(user.language or program.default_language):
        values = {
            "what": notice.what,
            "name": way.participant.name,
            "title": said(content_of(way.version).title, way.language),
            "seat": seat,
            "date": date,
            "when": dates_words.when(date),
            "words": dates_words.words(date, way.language),
            "link": settings.SITE_URL + reverse("elearning:course", args=[date.course.uuid]),
            "program": program,
        }
        subject = render_to_string("elearning/mail_seat_subject.txt", values).strip()
        mail = EmailMessage(subject, render_to_string("elearning/mail_seat.txt", values), None, [user.email])
    if seat.seated_at:
        mail.attach("date.ics", calendar_file(seat).decode(), "text/calendar")
    mail.send()
    seat_notices.told(notice=notice, now=timezone.now())


@job(longest=timedelta(hours=2))
def let_all_go_on(*, course_id: int) -> None:
    """A course asks for no date any more."""
    finishing.let_all_go_on(course=Course.objects.get(pk=course_id), now=timezone.now())


@job(every=timedelta(minutes=1), longest=timedelta(hours=1))
def forward_statements() -> None:
    """Hand learning records over to the outside record store, where one is set."""
    for program in Program.objects.order_by("pk"):
        forwarding.forward(program=program, clock=timezone.now)


@job(every=timedelta(hours=1))
def sweep_unpacked_files() -> None:
    """Take away what packages left behind that were never wholly unpacked."""
    packages.sweep(now=timezone.now())


@job(every=timedelta(days=1), longest=timedelta(hours=2))
def compare_courses() -> None:
    """Work out the comparison of every course that is about some products."""
    now = timezone.now()
    for course in Course.objects.filter(products__isnull=False).distinct().select_related("program").order_by("pk"):
        result = as_json(compared(course, today=now.astimezone(course.program.zone).date()))
        Comparison.objects.update_or_create(course=course, defaults={"result": result, "made_at": now})


@job(attempts=5)
def tell_of_course(*, enrolment_id: int) -> None:
    """Mail somebody whose company opened a course; none if it was given back by now, or the person left."""
    enrolment = Enrolment.objects.select_related("participant__user", "course__program", "paid_by", "version")
    begun = enrolment.defer("version__content").get(pk=enrolment_id)
    if begun.is_current and begun.paid_by and begun.participant.is_active:
        until = begun.enrolled_at + timedelta(days=begun.course.return_days)
        title = said(begun.version.card["title"], begun.language)
        values = {"title": title, "company": begun.paid_by, "until": until, "course": begun.course}
        _mail(begun.participant, "mail_given", values)


@job(longest=timedelta(hours=2))
def end_cancelled(*, course_id: int) -> None:
    """Send home whoever has not passed a course that was cancelled, with what was paid."""
    cancelling.end_ways(course=Course.objects.get(pk=course_id), now=timezone.now())


@job(attempts=5)
def tell_of_end_of_course(*, enrolment_id: int) -> None:
    """Mail somebody that the course was cancelled, why, and where the credits are; none if the person left."""
    related = ("participant__user", "participant__program", "course", "paid_by", "version")
    way = Enrolment.objects.select_related(*related).defer("version__content").get(pk=enrolment_id)
    if way.participant.is_active:
        values = {"title": said(way.version.card["title"], way.language), "way": way, "course": way.course}
        _mail(way.participant, "mail_cancelled", values, to="learn")


@job(attempts=5)
def tell_of_wish(*, wish_id: int, participant_id: int) -> None:
    """Mail somebody who may spend the company's credits what a colleague asks for, while it waits."""
    wish = Wish.objects.select_related("participant", "course", "company").get(pk=wish_id)
    payer = Participant.objects.select_related("user", "program").get(pk=participant_id)
    if wish.state == Wish.State.WAITING and company_spent_by(payer) == wish.company:
        _mail(payer, "mail_wish", {"wish": wish, "course": wish.course}, to="elearning:firm")


@job(attempts=5)
def tell_of_no(*, wish_id: int) -> None:
    """Mail whoever asked that the company does not pay."""
    wish = Wish.objects.select_related("participant__user", "participant__program", "course", "company")
    declined = wish.get(pk=wish_id)
    if declined.participant.is_active:
        _mail(declined.participant, "mail_no", {"wish": declined, "course": declined.course})


def _mail(participant: Participant, name: str, values: Mapping[str, Any], *, to: str = "elearning:course") -> None:
    """In the receiver's language, with a link to the course, or to another page."""
    with translation.override(language_of(participant)):
        link = settings.SITE_URL + reverse(to, args=[values["course"].uuid] if to == "elearning:course" else [])
        told = {"participant": participant, "program": participant.program, "link": link, **values}
        subject = render_to_string(f"elearning/{name}_subject.txt", told).strip()
        send_mail(subject, render_to_string(f"elearning/{name}.txt", told), None, [participant.user.email])
