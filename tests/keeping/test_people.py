"""Invitations, consents and accounts that nobody needs any more."""

import pytest

from distributors.models import ClerkInvitation
from distributors.services import inviting as distributors
from participants import services as participants
from participants.models import Consent, User
from programs.models import Terms
from tests.builders.programs import (
    NOON,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
    a_user,
)
from tests.keeping.test_enforcing import enforce

pytestmark = pytest.mark.django_db


def test_an_invitation_goes_ninety_days_after_it_ran_out():
    admin = a_campaign_admin()
    distributors.invite_clerk(distributor=a_distributor(), email="new@example.com", by=admin.user, now=NOON)

    enforce(days=14 + 90)
    assert ClerkInvitation.objects.exists()
    enforce(days=14 + 90, seconds=1)
    assert not ClerkInvitation.objects.exists()


def test_a_withdrawn_consent_is_provable_for_six_years_and_a_standing_one_for_good():
    marek = a_participant()
    for kind, withdrawn in (("program", None), ("contact", NOON)):
        wording = {"kind": kind, "version": 1, "language": "en", "title": kind, "text": "…", "published_at": NOON}
        terms = Terms.objects.create(program=marek.program, **wording)
        Consent.objects.create(participant=marek, terms=terms, given_at=NOON, given_through="x", withdrawn_at=withdrawn)

    enforce(days=2192)
    assert Consent.objects.count() == 2
    enforce(days=2192, seconds=1)
    assert Consent.objects.get().terms.kind == "program"


def test_an_account_that_takes_part_in_nothing_is_emptied_two_years_after_its_last_sign_in():
    people = {"gone": a_user("gone@example.com", name="Gustaw Goniec"), "marek": a_participant().user}
    people |= {"anna": a_clerk().user, "joanna": a_campaign_admin().user}
    was_switched_off = a_participant("Ola Wrona", is_active=False)
    User.objects.update(last_login=NOON)

    enforce(days=730)
    assert not User.objects.filter(email__endswith=".invalid").exists()
    enforce(days=730, seconds=1)

    emptied = User.objects.filter(email__endswith="@kwit.invalid", first_name="", is_active=False)
    assert set(emptied) == {people["gone"], was_switched_off.user}
    was_switched_off.refresh_from_db()
    assert was_switched_off.name == "former participant"


def test_who_joins_again_is_a_new_participant():
    """An emptied account frees its address, so nothing stands in the way."""
    gone = a_user("gone@example.com")
    User.objects.filter(pk=gone.pk).update(last_login=NOON)
    enforce(days=731)

    anew = participants.join(
        user=a_user("gone@example.com"),
        program=a_program(),
        name="Gustaw",
        accepts_terms=True,
        accepts_contact=False,
        through="test",
        now=NOON,
    )

    assert anew.user != gone
