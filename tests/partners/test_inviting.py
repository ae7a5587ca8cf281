"""Invitations to answer a distributor's claims: what they bring, who withdraws them, and with whom they go."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from common.refusals import Refused
from distributors.models import Clerk, ClerkInvitation
from distributors.services import inviting, team
from tests.builders.partners import a_branch, a_head, an_invitation
from tests.builders.programs import NOON, a_user
from tests.partners.test_team import told

pytestmark = pytest.mark.django_db

HEAD, CLERK = Clerk.Role.HEAD, Clerk.Role.CLERK


def test_an_invitation_brings_role_and_branches_along():
    halina, branch = a_head(), a_branch()
    invitation = inviting.invite_clerk(
        distributor=halina.distributor, email="c@example.com", role=HEAD, branches=[branch], by=halina.user, now=NOON
    )

    clerk = inviting.accept(invitation=invitation, user=a_user("c@example.com"), now=NOON)

    assert (clerk.role, list(clerk.branches.all())) == (HEAD, [branch])
    assert [kind for kind, *_rest in told()] == ["invited", "joined"]


def test_who_comes_back_by_an_invitation_has_what_it_says_and_not_what_was():
    halina, anna = a_head(), a_head("Anna Zielińska")
    anna.branches.add(a_branch())
    team.dismiss(clerk=anna, by=halina.user, now=NOON)
    invitation = an_invitation(anna.user.email, head=halina)

    clerk = inviting.accept(invitation=invitation, user=anna.user, now=NOON)

    clerk.refresh_from_db()
    assert (clerk.pk, clerk.is_active, clerk.role, clerk.branches.count()) == (anna.pk, True, CLERK, 0)


def test_a_withdrawn_invitation_opens_nothing(client):
    halina = a_head()
    invitation = an_invitation(head=halina, now=timezone.now())
    address = reverse("distributors:invited", args=[inviting.secret_of(invitation)])
    assert client.get(address).status_code == 200

    inviting.withdraw(invitation=invitation, by=halina.user, now=NOON)

    assert client.get(address).status_code == 404
    with pytest.raises(Refused):
        inviting.accept(invitation=invitation, user=a_user("celina@alfa.example.com"), now=NOON)
    with pytest.raises(Refused):
        inviting.send_again(invitation=invitation, by=halina.user, now=NOON)


def test_with_a_head_the_invitations_go_that_the_head_sent_or_got():
    halina, jan = a_head(), a_head("Jan Sowa")
    sent = an_invitation("new@example.com", head=jan)
    # From the time before he came in by another one.
    to_jan = an_invitation("jan@example.com", head=halina)
    ClerkInvitation.objects.filter(pk=to_jan.pk).update(email=jan.user.email)
    of_halina = an_invitation(head=halina)

    team.dismiss(clerk=jan, by=jan.user, now=NOON)

    left = ClerkInvitation.objects.filter(withdrawn_at=None)
    assert [one.pk for one in left] == [of_halina.pk]
    assert {one.pk for one in ClerkInvitation.objects.filter(withdrawn_by=jan.user)} == {sent.pk, to_jan.pk}
    with pytest.raises(Refused):
        inviting.accept(invitation=sent, user=a_user("new@example.com"), now=NOON)


def test_an_invitation_can_be_sent_again(settings, run_jobs):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    halina = a_head()
    invitation = an_invitation(head=halina)
    later = invitation.expires_at + inviting.GOOD_FOR

    inviting.send_again(invitation=invitation, by=halina.user, now=later)
    run_jobs()

    invitation.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["celina@alfa.example.com"]] * 2
    assert invitation.expires_at == later + inviting.GOOD_FOR
