"""What a campaign admin does with a distributor's people: the same as its heads, with the same lines of history."""

import pytest
from django.urls import reverse

from distributors.models import Clerk, ClerkInvitation, PartnerChange
from tests.builders.partners import a_branch, a_head, an_invitation
from tests.builders.programs import a_campaign_admin, a_clerk, a_distributor

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def saved(client, clerk, **changes):
    """The distributor's page with its one clerk's row filled in anew."""
    alfa = a_distributor()
    told = {"name": alfa.name, "tax_id": alfa.tax_id, "country": "PL", "program": alfa.program_id, "is_active": "on"}
    told["staff_rewards"] = alfa.staff_rewards
    for prefix, count in (("aliases", 0), ("branches", 0), ("clerks", 1)):
        told |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": count}
    row = {"id": clerk.pk, "distributor": alfa.pk, "role": clerk.role, "is_active": "on"} | changes
    told |= {f"clerks-0-{name}": value for name, value in row.items() if value is not None}
    answer = client.post(reverse("admin:distributors_distributor_change", args=[alfa.pk]), told)
    assert answer.status_code == 302, answer.context["errors"]
    clerk.refresh_from_db()


def kinds():
    return list(PartnerChange.objects.order_by("pk").values_list("kind", flat=True))


def test_a_role_and_branches_are_changed_with_their_lines(client, joanna):
    anna, branch = a_clerk(), a_branch()

    saved(client, anna, role="head", branches=[branch.pk])

    assert (anna.role, list(anna.branches.all()), kinds()) == ("head", [branch], ["role", "branches"])
    assert PartnerChange.objects.first().made_by == joanna.user


def test_even_the_last_head_is_dismissed_and_comes_back(client, joanna, run_jobs):
    halina = a_head()

    saved(client, halina, is_active=None)
    assert not halina.is_active
    saved(client, halina)

    assert halina.is_active and kinds() == ["dismissed", "brought-back"]


def test_saving_the_page_without_a_change_changes_nothing(client, joanna):
    saved(client, a_clerk())

    assert kinds() == []


def test_branches_of_others_are_no_choice(client, joanna):
    foreign = a_branch(distributor=a_distributor("Beta", tax_id="1234563218"))
    anna = a_clerk()
    page = client.get(reverse("admin:distributors_distributor_change", args=[anna.distributor_id])).content.decode()

    assert f'name="clerks-0-branches" value="{foreign.pk}"' not in page


def test_an_invitation_names_the_role(client, joanna):
    told = {"distributor": a_distributor().pk, "email": "new@example.com", "role": "head"}
    client.post(reverse("admin:distributors_clerkinvitation_add"), told)

    assert ClerkInvitation.objects.get().role == Clerk.Role.HEAD


@pytest.mark.parametrize(("action", "kind"), [("withdraw", "invitation-withdrawn"), ("send_again", "sent-again")])
def test_invitations_are_withdrawn_or_sent_again_in_the_list(client, joanna, action, kind):
    invitation = an_invitation()

    client.post(
        reverse("admin:distributors_clerkinvitation_changelist"),
        {"action": action, "_selected_action": [invitation.pk]},
    )

    assert kinds()[-1] == kind
