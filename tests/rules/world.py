"""One of everything, and everybody who might look at it."""

from dataclasses import dataclass
from typing import Any

from claims.models import Claim
from claims.states import Status
from distributors.models import SalesFile, SalesMapping
from distributors.services import inviting as distributors
from distributors.services import keys
from elearning.models import Wish
from elearning.services import badging, seats, wishing
from participants.models import Participant, User
from participants.services import enter_company
from tests.builders.claims import a_claim
from tests.builders.dates import a_date
from tests.builders.elearning import a_content, a_course, a_material, a_pass, a_version, an_enrolment
from tests.builders.partners import a_head, a_link, an_invitation
from tests.builders.programs import (
    NOON,
    a_campaign_admin,
    a_clerk,
    a_company,
    a_distributor,
    a_participant,
    a_program,
    a_user,
)
from tests.builders.sales import a_sales_file
from verification.models import MailLink
from verification.services import mail_links


@dataclass
class World:
    """One claim, one course, one of everything, and everybody who might look at it."""

    people: dict[str, User | None]
    arguments: dict[str, list[Any]]


def a_world() -> World:
    """Made anew for each test."""
    claim = a_claim(Status.SUBMITTED)
    course = a_course()
    a_version(course, a_content(cover=a_material(course).key))
    enrolment = a_pass(an_enrolment(course, claim.participant))
    other = a_program("inny", name="Inny")
    people: dict[str, User | None] = {
        "stranger": None,
        "owner": claim.participant.user,
        "colleague": a_participant("Ola Kowalska").user,
        "clerk": a_clerk().user,
        "other clerk": a_clerk("Beata Inna", distributor=a_distributor("Beta", tax_id="1234563218")).user,
        "head": a_head().user,
        "other head": a_head("Berta Inna", distributor=a_distributor("Beta", tax_id="1234563218")).user,
        "admin": a_campaign_admin().user,
        "foreigner": a_participant("Iga Obca", program=other).user,
        "nobody": a_user("nobody@example.com"),
    }
    _of_a_firm(claim.participant)
    link = distributors.make_join_link(distributor=a_distributor())
    invitation = distributors.invite_clerk(
        distributor=a_distributor(), email="new@example.com", by=people["admin"], now=NOON.replace(year=2099)
    )
    return World(people, _arguments(claim, enrolment, link.code, distributors.secret_of(invitation)))


def _arguments(claim: Claim, enrolment: Any, code: str, secret: str) -> dict[str, list[Any]]:
    file = claim.document.files.get().uuid
    refused, twin = a_claim(Status.REFUSED), a_claim(participant=a_participant("Iga Bis"), number=claim.document_number)
    return {
        "brand-css": [claim.program.slug],
        "styleguide-screen": ["queue"],
        "participants:program": [claim.program.slug],
        "participants:terms": ["program"],
        **_of_sales(),
        **_of_partners(code),
        **_of_dates(enrolment),
        **{f"distributors:{name}": [code] for name in ("join", "join-qr")},
        "distributors:invited": [secret],
        "claims:original": [claim.uuid, file],
        "claims:remove-file": [claim.uuid, file],
        "claims:replace-file": [claim.uuid, file],
        "claims:page": [claim.uuid, 1],
        "verification:picture": [claim.uuid, 1],
        "verification:by-mail": [_mailed(claim)],
        "verification:by-mail-picture": [_mailed(claim), 1],
        "verification:beside": [claim.uuid, twin.uuid],
        "verification:undo": [refused.uuid, refused.decisions.get().uuid],
        **_of_courses(enrolment, claim),
        "claims:": [claim.uuid],
        "verification:": [claim.uuid],
    }


def _of_courses(enrolment: Any, claim: Claim) -> dict[str, list[Any]]:
    course = enrolment.course.uuid
    return {
        "elearning:lesson": [course, "l1"],
        "elearning:finish": [course, "l1"],
        **{f"elearning:kept-{name}": [course, "l1"] for name in ("lesson", "done")},
        **{f"elearning:package-{name}": [course, "l1"] for name in ("opened", "reported")},
        **{f"elearning:{name}": [course, a_material(enrolment.course).key] for name in ("material", "kept-material")},
        **{f"elearning:{name}": [course, enrolment.attempts.get().uuid] for name in ("attempt", "save", "result")},
        "elearning:check": [enrolment.certificate.number],
        "elearning:download": [enrolment.certificate.number, "jwt"],
        "elearning:show-name": [enrolment.certificate.number],
        "elearning:badge-keys": [],
        "elearning:badge-key": [badging.signer(now=NOON).address.rstrip("/").rpartition("/")[2]],
        "elearning:issuer": [claim.program.slug],
        "elearning:badge-status": [claim.program.slug, 0],
        "elearning:public-version": [course, 1],
        **_of_the_firm(),
        "elearning:": [course],
    }


def _of_dates(enrolment: Any) -> dict[str, list[Any]]:
    """One on which the owner has a seat."""
    seat = seats.take(enrolment=enrolment, date=a_date(enrolment.course), now=NOON)
    keys = [enrolment.course.uuid, seat.date.uuid]
    return {f"elearning:{name}": keys for name in ("seat", "give-up", "calendar", "here")}


def _of_a_firm(payer: Participant) -> None:
    """The owner may spend the credits of a firm; its other person asks for a course."""
    other = a_participant("Jan Lis")
    for person, is_payer in ((payer, True), (other, False)):
        enter_company(participant=person, company=a_company(), sees_account=is_payer, spends_credits=is_payer, now=NOON)
    wishing.ask(participant=other, course=a_course("Valves", price=2), now=NOON)


def _of_the_firm() -> dict[str, list[Any]]:
    wish = Wish.objects.get()
    return {
        "elearning:firm": [],
        "elearning:colleague": [wish.participant.uuid],
        "elearning:let-spend": [wish.participant.uuid],
        "elearning:answer-wish": [wish.uuid],
    }


def _mailed(claim: Claim) -> str:
    link = claim.mail_links.first() or MailLink.objects.create(
        claim=claim, sent_to="", made_at=NOON, expires_at=NOON.replace(year=2099)
    )
    return mail_links.secret_of(link)


def _of_partners(code: str) -> dict[str, list[Any]]:
    """Somebody to be changed and dismissed, an invitation to be withdrawn, a link to be printed and withdrawn."""
    somebody, invitation = a_clerk("Celina Mak").user, an_invitation(now=NOON.replace(year=2099))
    named = {f"partner:{name}": [somebody.uuid] for name in ("person", "dismiss", "bring-back")}
    named |= {f"partner:invitation-{name}": [invitation.uuid] for name in ("again", "withdraw")}
    return named | {
        "distributors:link-printed": [code, "poster", "pl"],
        "distributors:link-withdraw": [a_link().code],
    }


def _of_sales() -> dict[str, list[Any]]:
    file, alfa = a_sales_file(), a_distributor()
    SalesFile.objects.filter(pk=file.pk).update(state="columns", signature="f" * 64, preview={"names": [], "rows": []})
    form = SalesMapping.objects.create(
        distributor=alfa, signature="f" * 64, names=["A"], positions={}, made_by=a_clerk().user, made_at=NOON
    )
    key, _secret = keys.make(distributor=alfa, label="night", by=a_clerk().user, now=NOON)
    named = {f"distributors:sales-{name}": [file.uuid] for name in ("file", "columns", "progress", "left-out")}
    return named | {
        "distributors:sales-forget-form": [form.signature],
        "distributors:sales-revoke-key": [key.uuid],
        "distributors:api-sales-file": [file.uuid],
    }
