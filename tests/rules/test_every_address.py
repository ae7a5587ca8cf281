"""Every address with every role: who sees it, who does not. An address without a row fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.models import Claim
from claims.states import Status
from distributors.models import SalesFile, SalesMapping
from distributors.services import inviting as distributors
from distributors.services import keys
from elearning.services import badging
from participants.models import User
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, a_material, a_pass, an_enrolment
from tests.builders.programs import (
    NOON,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
    a_user,
)
from tests.builders.sales import a_sales_file
from verification.models import MailLink
from verification.services import mail_links

pytestmark = pytest.mark.django_db

OK, GONE, SIGN_IN, AWAY = {200, 405, 422}, {404}, {"sign-in"}, {302}
ANYBODY = dict.fromkeys(("stranger", "owner", "colleague", "clerk", "other clerk", "admin", "foreigner", "nobody"))


def rights(*, stranger: set[Any], owner: set[Any], **others: set[Any]) -> dict[str, set[Any]]:
    """Who gets what: those that are not named find nothing."""
    named = {"stranger": stranger, "owner": owner} | {name.replace("_", " "): right for name, right in others.items()}
    return {role: named.get(role, GONE) for role in ANYBODY}


def everybody(right: set[Any]) -> dict[str, set[Any]]:
    return dict.fromkeys(ANYBODY, right)


PARTICIPANTS = rights(stranger=SIGN_IN, owner=OK, colleague=OK, foreigner=OK)
OWNER_ONLY = rights(stranger=SIGN_IN, owner=OK)
OWNER_AWAY = rights(stranger=SIGN_IN, owner=OK | AWAY)
DECIDING = ("claim", "skip", "confirm", "part", "ask", "refuse", "over", "reverse", "returned", "correct", "undo")
LEARNING = ("course", "enrol", "give-back", "lesson", "finish", "quiz", "attempt", "result", "certificate", "material")
PUBLIC = ("badge-keys", "badge-key", "issuer", "badge-status", "public-course", "public-version", "badge-picture")
COURSE = rights(stranger=SIGN_IN, owner=OK | AWAY, colleague=OK | AWAY | GONE)
CLERKS = rights(stranger=SIGN_IN, owner=GONE, clerk=OK, other_clerk=OK)
CLERK = rights(stranger=SIGN_IN, owner=GONE, clerk=OK | AWAY)
DESKS = rights(stranger=SIGN_IN, owner=GONE, clerk=OK | AWAY, other_clerk=OK | AWAY, admin=OK | AWAY)
DESK = rights(stranger=SIGN_IN, owner=GONE, clerk=OK | AWAY, admin=OK | AWAY)

MATRIX: dict[str, dict[str, set[Any]]] = {
    "home": rights(
        stranger=SIGN_IN, owner=OK, colleague=OK, foreigner=OK, clerk=AWAY, other_clerk=AWAY, admin=AWAY, nobody=AWAY
    ),
    "points": PARTICIPANTS,
    "learn": PARTICIPANTS,
    "my-data": PARTICIPANTS,
    "leave": PARTICIPANTS,
    "left": everybody(OK),
    "healthz": everybody(OK),
    "brand-css": everybody(OK),
    "set_language": everybody({302, 405}),
    "styleguide": rights(
        stranger=SIGN_IN | AWAY | GONE,
        owner=AWAY | GONE,
        colleague=AWAY | GONE,
        clerk=AWAY | GONE,
        other_clerk=AWAY | GONE,
        admin=OK,
        foreigner=AWAY | GONE,
        nobody=AWAY | GONE,
    ),
    "styleguide-screen": rights(
        stranger=SIGN_IN | AWAY | GONE,
        owner=AWAY | GONE,
        colleague=AWAY | GONE,
        clerk=AWAY | GONE,
        other_clerk=AWAY | GONE,
        admin=OK,
        foreigner=AWAY | GONE,
        nobody=AWAY | GONE,
    ),
    "participants:program": everybody(AWAY),
    # "nobody" comes without an invitation, so with two programs there is none to join.
    "participants:join": {role: SIGN_IN if role == "stranger" else OK | AWAY | GONE for role in ANYBODY},
    "participants:details": PARTICIPANTS,
    "participants:terms": everybody(OK | GONE),
    "distributors:join": everybody(OK | AWAY),
    "distributors:join-qr": everybody(OK),
    "distributors:invited": everybody(OK),
    **{f"distributors:{name}": CLERKS for name in ("sales", "sales-sample", "sales-keys")},
    **{
        f"distributors:sales-{name}": CLERK
        for name in ("file", "columns", "progress", "left-out", "forget-form", "revoke-key")
    },
    # A key opens these, never a session: who comes without one is told so.
    "distributors:api-sales": everybody({401}),
    "distributors:api-sales-file": everybody({401}),
    "claims:history": PARTICIPANTS,
    "claims:new": PARTICIPANTS,
    "claims:codes": PARTICIPANTS,
    **{
        f"claims:{name}": OWNER_AWAY
        for name in ("claim", "reading", "preview", "save", "send", "withdraw", "answer", "appeal")
    },
    **{f"claims:{name}": OWNER_AWAY for name in ("add-files", "remove-file", "replace-file")},
    # The bytes as they were sent are evidence: whoever decides may save them.
    "claims:original": rights(stranger=SIGN_IN, owner=OK, clerk=OK, admin=OK),
    "claims:page": rights(stranger=SIGN_IN, owner=GONE),
    "verification:queue": DESKS,
    "verification:next": DESKS,
    "verification:together": DESKS,
    **{f"verification:{name}": DESK for name in DECIDING},
    # Called by the page itself, with nothing to show.
    "verification:leave": rights(stranger=SIGN_IN, owner=GONE, clerk={204}, admin={204}),
    "verification:hold": rights(stranger=SIGN_IN, owner=GONE, clerk={204}, admin={204, 409}),
    "verification:picture": rights(stranger=SIGN_IN, owner=GONE),
    # Whoever has the mail, for as long as the claim can be answered. The claim of the world has no picture.
    "verification:by-mail": everybody(OK | {422}),
    "verification:by-mail-picture": everybody(GONE),
    # A twin's: the clerk and the organizer see both; here both are of one distributor.
    "verification:beside": DESK,
    **{f"elearning:{name}": COURSE for name in LEARNING},
    # Called by the page itself; the attempt of the world is handed in.
    "elearning:save": rights(stranger=SIGN_IN, owner={405, 409}),
    "elearning:download": OWNER_ONLY,
    "elearning:show-name": OWNER_AWAY,
    # What checking a badge takes is for anybody.
    **{f"elearning:{name}": everybody(OK) for name in PUBLIC},
    "elearning:check-form": everybody(OK),
    "elearning:check": everybody(OK),
}


@dataclass
class World:
    """One claim, one course, one of everything, and everybody who might look at it."""

    people: dict[str, User | None]
    arguments: dict[str, list[Any]]


@pytest.fixture
def world() -> World:
    claim = a_claim(Status.SUBMITTED)
    enrolment = a_pass(an_enrolment(a_course(), claim.participant))
    other = a_program("inny", name="Inny")
    people: dict[str, User | None] = {
        "stranger": None,
        "owner": claim.participant.user,
        "colleague": a_participant("Ola Kowalska").user,
        "clerk": a_clerk().user,
        "other clerk": a_clerk("Beata Inna", distributor=a_distributor("Beta", tax_id="1234563218")).user,
        "admin": a_campaign_admin().user,
        "foreigner": a_participant("Iga Obca", program=other).user,
        "nobody": a_user("nobody@example.com"),
    }
    link = distributors.make_join_link(distributor=a_distributor())
    invitation = distributors.invite_clerk(
        distributor=a_distributor(), email="new@example.com", by=people["admin"], now=NOON.replace(year=2099)
    )
    return World(people, _arguments(claim, enrolment, link.code, distributors.secret_of(invitation)))


def _arguments(claim: Claim, enrolment: Any, code: str, secret: str) -> dict[str, list[Any]]:
    course, file = enrolment.course.uuid, claim.document.files.get().uuid
    refused, twin = a_claim(Status.REFUSED), a_claim(participant=a_participant("Iga Bis"), number=claim.document_number)
    return {
        "brand-css": [claim.program.slug],
        "styleguide-screen": ["queue"],
        "participants:program": [claim.program.slug],
        "participants:terms": ["program"],
        **_of_sales(),
        "distributors:join": [code],
        "distributors:join-qr": [code],
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
        "elearning:lesson": [course, "l1"],
        "elearning:finish": [course, "l1"],
        "elearning:material": [course, a_material(enrolment.course).key],
        **{f"elearning:{name}": [course, enrolment.attempts.get().uuid] for name in ("attempt", "save", "result")},
        "elearning:check": [enrolment.certificate.number],
        "elearning:download": [enrolment.certificate.number, "jwt"],
        "elearning:show-name": [enrolment.certificate.number],
        "elearning:badge-keys": [],
        "elearning:badge-key": [badging.signer(now=NOON).address.rstrip("/").rpartition("/")[2]],
        "elearning:issuer": [claim.program.slug],
        "elearning:badge-status": [claim.program.slug, 0],
        "elearning:public-version": [course, 1],
        "claims:": [claim.uuid],
        "verification:": [claim.uuid],
        "elearning:": [course],
    }


def _mailed(claim: Claim) -> str:
    link = claim.mail_links.first() or MailLink.objects.create(
        claim=claim, sent_to="", made_at=NOON, expires_at=NOON.replace(year=2099)
    )
    return mail_links.secret_of(link)


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


def names(patterns: Any = None, space: str = "") -> Iterator[str]:
    """Every named address of our own; the admin and the sign-in pages have tests of their own makers and of ours."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin" and str(pattern.pattern) != "accounts/":
                yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or str(pattern.pattern)}"


def address(name: str, world: World) -> str:
    if name == "healthz":
        return "/healthz"
    found = world.arguments.get(name)
    takes_none = {
        "distributors:sales",
        "distributors:sales-sample",
        "distributors:sales-keys",
        "distributors:api-sales",
        "claims:history",
        "claims:new",
        "claims:codes",
        "verification:queue",
        "verification:next",
        "verification:together",
        "elearning:check-form",
        "elearning:badge-keys",
    }
    if found is None and name not in takes_none:
        found = world.arguments.get(f"{name.split(':')[0]}:", [])
    return reverse(name, args=found or [])


def test_every_address_has_a_row():
    assert set(names()) == set(MATRIX)


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_role_gets_what_it_may(client, world, name):
    wrong = {}
    for role, right in MATRIX[name].items():
        client.logout()
        if user := world.people[role]:
            client.force_login(user)
        for method in (client.get, client.post):
            got = _answer(method, address(name, world))
            if not _fits(got, right, method is client.post):
                wrong[role, method.__name__] = got
    assert not wrong


def _answer(method: Callable[..., Any], path: str) -> Any:
    answer = method(path)
    if answer.status_code == 302 and answer["Location"].startswith(reverse(settings.LOGIN_URL)):
        return "sign-in"
    return answer.status_code


def _fits(got: Any, right: set[Any], is_post: bool) -> bool:
    """A post may also be refused for its method or moved on; it is never let in where a look is not."""
    if got in right or got == 405:
        return True
    return is_post and bool(right & (OK | AWAY)) and got in {302, 400, 403, 404, 409, 422}
