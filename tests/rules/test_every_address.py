"""Every address with every role: who sees it, who does not. An address without a row fails."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.rules.world import World, a_world

pytestmark = pytest.mark.django_db

OK, GONE, SIGN_IN, AWAY = {200, 405, 422}, {404}, {"sign-in"}, {302}
ANYBODY = dict.fromkeys(
    ("stranger", "owner", "colleague", "clerk", "other clerk", "head", "other head", "admin", "foreigner", "nobody")
)


def rights(*, stranger: set[Any], owner: set[Any], **others: set[Any]) -> dict[str, set[Any]]:
    """Who gets what: those that are not named find nothing. A head may what a clerk may, unless named too."""
    others = {"head": others.get("clerk", GONE), "other_head": others.get("other_clerk", GONE)} | others
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
HEADS = rights(stranger=SIGN_IN, owner=GONE, head=OK, other_head=OK)
HEAD = rights(stranger=SIGN_IN, owner=GONE, head=OK | AWAY)
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
    **{f"distributors:sales-{name}": CLERK for name in ("file", "columns", "progress", "left-out", "revoke-key")},
    # Once it is forgotten, it is gone for the next one too.
    "distributors:sales-forget-form": rights(stranger=SIGN_IN, owner=GONE, clerk=OK | AWAY, head=OK | AWAY | GONE),
    "distributors:links": CLERKS,
    "distributors:link-printed": CLERK,
    "distributors:link-withdraw": CLERK,
    "distributors:taking-part": rights(stranger=SIGN_IN, owner=GONE, head=OK | AWAY, other_head=OK | AWAY),
    **{f"partner:{name}": CLERKS for name in ("overview", "figures-csv", "points", "points-csv")},
    **{f"partner:{name}": HEADS for name in ("account", "account-csv", "team", "invite")},
    **{
        f"partner:{name}": HEAD
        for name in ("person", "dismiss", "bring-back", "invitation-again", "invitation-withdraw")
    },
    # A key opens these, never a session: who comes without one is told so.
    "distributors:api-sales": everybody({401}),
    "distributors:api-sales-file": everybody({401}),
    **{f"claims:{name}": PARTICIPANTS for name in ("history", "new", "codes", "offered")},
    # Without naming a sale there is nothing to answer.
    **{f"claims:{name}-offered": rights(stranger=SIGN_IN, owner=GONE) for name in ("claim", "decline")},
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
    "verification:answered": DESKS,
    **{f"verification:{name}": DESK for name in DECIDING},
    # Called by the page itself, with nothing to show.
    "verification:leave": rights(stranger=SIGN_IN, owner=GONE, clerk={204}, admin={204}),
    "verification:hold": rights(stranger=SIGN_IN, owner=GONE, clerk={204}, head={204, 409}, admin={204, 409}),
    "verification:picture": rights(stranger=SIGN_IN, owner=GONE),
    # Whoever has the mail, for as long as the claim can be answered. The claim of the world has no picture.
    "verification:by-mail": everybody(OK | {422}),
    "verification:by-mail-picture": everybody(GONE),
    # A twin's: the clerk and the organizer see both; here both are of one distributor.
    "verification:beside": DESK,
    **{f"elearning:{name}": COURSE for name in LEARNING},
    # Of the world's people one may spend the credits of a company, and sees its account.
    **{f"elearning:{name}": OWNER_AWAY for name in ("firm", "colleague", "let-spend", "begin-for", "answer-wish")},
    "elearning:ask": COURSE,
    # Called by the page itself; the attempt of the world is handed in.
    # Called by the page of a lesson with a package; tests/elearning/test_package_addresses.py has one.
    "elearning:package-opened": rights(stranger=SIGN_IN, owner=OK | GONE),
    "elearning:package-reported": rights(stranger=SIGN_IN, owner=OK | GONE),
    "elearning:save": rights(stranger=SIGN_IN, owner={405, 409}),
    "elearning:kept-worker": everybody(OK),
    "elearning:kept": PARTICIPANTS,
    "elearning:kept-home": PARTICIPANTS,
    **{f"elearning:kept-{name}": OWNER_ONLY for name in ("course", "page", "lesson", "material")},
    # Without naming an own way nothing is taken.
    "elearning:kept-done": rights(stranger=SIGN_IN, owner={409}, colleague={409}, foreigner={409}),
    **{f"elearning:{name}": OWNER_AWAY for name in ("seat", "give-up", "here")},
    "elearning:calendar": OWNER_ONLY,
    "elearning:download": OWNER_ONLY,
    "elearning:show-name": OWNER_AWAY,
    # What checking a badge takes is for anybody.
    **{f"elearning:{name}": everybody(OK) for name in PUBLIC},
    "elearning:check-form": everybody(OK),
    "elearning:check": everybody(OK),
}


@pytest.fixture
def world() -> World:
    return a_world()


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
        "distributors:links",
        "distributors:taking-part",
        "claims:history",
        "claims:new",
        "claims:codes",
        *(f"claims:{name}" for name in ("offered", "claim-offered", "decline-offered")),
        "verification:queue",
        "verification:next",
        "verification:together",
        "verification:answered",
        "elearning:check-form",
        "elearning:badge-keys",
        *(f"elearning:{name}" for name in ("kept", "kept-home", "kept-worker")),
        "elearning:firm",
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
            if not _fits(got, right, method == client.post):
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
