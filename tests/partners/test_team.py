"""A distributor's people: roles, branches, dismissal at once, and the head who must not be the last to go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.states import Status
from common.refusals import Refused
from distributors.forgetting import DUTIES
from distributors.models import Clerk, ClerkInvitation, Distributor, PartnerChange
from distributors.personal_data import CHANGES
from distributors.queries import clerk_of
from distributors.services import inviting, keys, team
from tests.builders.claims import a_claim
from tests.builders.partners import a_branch, a_head, an_invitation
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_distributor, a_user
from tests.racing import at_once
from verification.models import MailLink, Offer
from verification.services import mail_links, offers

pytestmark = pytest.mark.django_db

HEAD, CLERK = Clerk.Role.HEAD, Clerk.Role.CLERK


def beta():
    return a_distributor("Beta", tax_id="1234563218")


def told(distributor=None):
    rows = PartnerChange.objects.filter(distributor=distributor or a_distributor()).order_by("pk")
    return [(row.kind, str(row.made_by), row.was, row.became) for row in rows]


def test_a_dismissed_clerk_has_no_right_at_the_next_click(client):
    halina, anna = a_head(), a_clerk()
    client.force_login(anna.user)
    assert client.get(reverse("verification:queue")).status_code == 200

    team.dismiss(clerk=anna, by=halina.user, now=NOON)

    for name in ("verification:queue", "distributors:sales", "partner:overview", "distributors:links"):
        assert client.get(reverse(name)).status_code == 404
    assert told() == [("dismissed", "Halina Wrona", "", "")]


def test_claims_of_a_dismissed_clerk_go_back_to_the_queue(run_jobs):
    halina, anna, claim = a_head(), a_clerk(), a_claim(Status.SUBMITTED)
    offers.take(claim=claim, by=anna.user, now=timezone.now())

    team.dismiss(clerk=anna, by=halina.user, now=timezone.now())
    run_jobs()

    assert not Offer.objects.exists()
    assert offers.take(claim=claim, by=halina.user, now=timezone.now()) is None


def test_claims_of_others_stay_on_their_screens(run_jobs):
    halina, anna, claim = a_head(), a_clerk(), a_claim(Status.SUBMITTED)
    offers.take(claim=claim, by=halina.user, now=timezone.now())

    team.dismiss(clerk=anna, by=halina.user, now=timezone.now())
    run_jobs()

    assert Offer.objects.get().held_by == halina.user


def test_links_mailed_to_a_dismissed_clerk_answer_nothing_any_more(client):
    halina, anna, claim = a_head(), a_clerk(), a_claim(Status.SUBMITTED)
    Distributor.objects.filter(pk=anna.distributor_id).update(answers_by_mail=anna.user.email.upper())
    link = MailLink.objects.create(
        claim=claim, sent_to=anna.user.email.upper(), made_at=NOON, expires_at=NOON.replace(year=2099)
    )
    anna.refresh_from_db()
    assert mail_links.why_not_answer(mail_links.find(mail_links.secret_of(link)), now=NOON) == ""

    team.dismiss(clerk=anna, by=halina.user, now=NOON)

    assert "does not answer" in mail_links.why_not_answer(mail_links.find(mail_links.secret_of(link)), now=NOON)
    assert ("setting", "Halina Wrona", anna.user.email.upper(), "") in told()


def test_mail_to_another_address_goes_on():
    halina, anna = a_head(), a_clerk()
    Distributor.objects.update(answers_by_mail="shop@alfa.example.com")

    team.dismiss(clerk=anna, by=halina.user, now=NOON)

    assert a_distributor().answers_by_mail == "shop@alfa.example.com"


def test_only_the_keys_that_were_ticked_are_withdrawn():
    halina, anna = a_head(), a_clerk()
    night, day = (
        keys.make(distributor=anna.distributor, label=label, by=anna.user, now=NOON)[0] for label in ("night", "day")
    )

    team.dismiss(clerk=anna, by=halina.user, now=NOON, revoke=[night])

    night.refresh_from_db()
    day.refresh_from_db()
    assert (night.revoked_by, day.revoked_by) == (halina.user, None)


@pytest.mark.parametrize("act", ["dismiss", "demote"])
def test_the_last_head_stays(act):
    halina = a_head()
    a_clerk()

    with pytest.raises(Refused, match="only head"):
        leave(halina, act)

    assert clerk_of(halina.user).role == HEAD


def leave(head, act, *, by=None):
    if act == "dismiss":
        team.dismiss(clerk=head, by=by or head.user, now=NOON)
    else:
        team.change(clerk=head, role=CLERK, branches=[], by=by or head.user, now=NOON)


@pytest.mark.parametrize("act", ["dismiss", "demote"])
def test_a_head_who_is_not_the_last_may_go(act):
    halina = a_head()
    a_head("Hugo Drugi")

    leave(halina, act)

    halina.refresh_from_db()
    assert (halina.is_active, halina.role) == ((False, HEAD) if act == "dismiss" else (True, CLERK))


def test_a_head_who_was_dismissed_leads_nobody():
    halina, hugo = a_head(), a_head("Hugo Drugi")
    team.dismiss(clerk=hugo, by=halina.user, now=NOON)

    with pytest.raises(Refused, match="only head"):
        leave(halina, "dismiss")
    with pytest.raises(Refused, match="Only a head"):
        team.dismiss(clerk=halina, by=hugo.user, now=NOON)


@pytest.mark.main_job
@pytest.mark.django_db(transaction=True)
def test_two_heads_cannot_dismiss_each_other_at_once():
    halina, hugo = a_head(), a_head("Hugo Drugi")

    results = at_once(2, lambda number: leave((halina, hugo)[number], "dismiss", by=(hugo, halina)[number].user))

    assert sum(isinstance(result, Refused) for result in results) == 1
    assert Clerk.objects.filter(role=HEAD, is_active=True).count() == 1


@pytest.mark.parametrize("who", ["clerk", "other head", "nobody"])
def test_who_does_not_lead_changes_nothing(who):
    anna = a_clerk()
    halina = a_head()
    others = {"clerk": a_clerk("Adam Cichy"), "other head": a_head("Beata Inna", distributor=beta()), "nobody": None}
    by = others[who].user if others[who] else a_user("nobody@example.com")

    for refused in (
        lambda: team.dismiss(clerk=anna, by=by, now=NOON),
        lambda: team.change(clerk=anna, role=HEAD, branches=[], by=by, now=NOON),
        lambda: team.bring_back(clerk=anna, by=by, now=NOON),
        lambda: inviting.invite_clerk(distributor=halina.distributor, email="x@example.com", by=by, now=NOON),
    ):
        with pytest.raises(Refused, match="Only a head"):
            refused()
    assert told() == []


def test_a_campaign_admin_may_dismiss_even_the_last_head():
    halina = a_head()

    team.dismiss(clerk=halina, by=a_campaign_admin().user, now=NOON)

    assert clerk_of(halina.user) is None


def test_role_and_branches_are_changed_each_with_its_line():
    halina, anna, branch = a_head(), a_clerk(), a_branch()

    team.change(clerk=anna, role=HEAD, branches=[branch], by=halina.user, now=NOON)
    team.change(clerk=anna, role=HEAD, branches=[branch], by=halina.user, now=NOON)

    anna.refresh_from_db()
    assert (anna.role, list(anna.branches.all())) == (HEAD, [branch])
    assert told() == [
        ("role", "Halina Wrona", "clerk", "head"),
        ("branches", "Halina Wrona", "", "Kraków"),
    ]


def test_branches_of_another_distributor_cannot_be_named():
    halina, anna = a_head(), a_clerk()

    with pytest.raises(Refused, match="branches of this distributor"):
        team.change(clerk=anna, role=HEAD, branches=[a_branch(distributor=beta())], by=halina.user, now=NOON)
    anna.refresh_from_db()
    assert anna.role == CLERK


def test_somebody_who_was_dismissed_can_come_back():
    halina, anna = a_head(), a_clerk()
    team.dismiss(clerk=anna, by=halina.user, now=NOON)

    team.bring_back(clerk=anna, by=halina.user, now=NOON)

    assert clerk_of(anna.user) == anna
    assert [kind for kind, *_rest in told()] == ["dismissed", "brought-back"]


def test_who_works_elsewhere_by_now_does_not_come_back():
    halina, anna = a_head(), a_clerk()
    team.dismiss(clerk=anna, by=halina.user, now=NOON)
    Clerk.objects.create(user=anna.user, distributor=beta(), joined_at=NOON)

    with pytest.raises(Refused, match="another distributor"):
        team.bring_back(clerk=anna, by=halina.user, now=NOON)


def test_what_was_changed_is_kept_for_three_years():
    halina = a_head()
    an_invitation(head=halina, now=NOON)
    (duty,) = [one for one in DUTIES if one.term == CHANGES]

    assert not duty.due(NOON - timedelta(days=1)).exists()
    duty.forget(list(duty.due(NOON + timedelta(days=1)).values_list("pk", flat=True)), NOON)

    assert not PartnerChange.objects.exists()


def test_the_history_survives_the_invitation_that_it_is_about():
    invitation = an_invitation()

    ClerkInvitation.objects.filter(pk=invitation.pk).delete()

    assert PartnerChange.objects.get().about == ""
