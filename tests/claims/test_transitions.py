"""Every pair of states, from the table: what it allows is done and noted, everything else changes nothing."""

import pytest

from campaigns.models import Campaign
from claims.models import Claim
from claims.services import moves
from claims.services.moves import ClaimMoved
from claims.states import TRANSITIONS, Status
from tests.builders.claims import a_claim
from tests.builders.programs import NOON

pytestmark = pytest.mark.django_db

PAIRS = [(was, to) for was in Status for to in Status]


@pytest.mark.parametrize(("was", "to"), PAIRS, ids=lambda status: status.value)
def test_a_claim_moves_by_the_table_only(was: Status, to: Status):
    claim = a_claim(was)
    before = claim.events.count()
    sent = {"submitted_at": NOON, "campaign": Campaign.objects.get()}

    def move() -> None:
        moves.move(claim, to=to, by=claim.participant.user, now=NOON, reason="other", note="because", **sent)

    if to in TRANSITIONS[was]:
        move()
        assert Claim.objects.get(pk=claim.pk).status == to
        event = claim.events.order_by("-pk").first()
        assert (event.was, event.became, event.made_by, event.note) == (was, to, claim.participant.user, "because")
    else:
        with pytest.raises(ClaimMoved):
            move()
        assert Claim.objects.get(pk=claim.pk).status == was
        assert claim.events.count() == before


def test_a_claim_that_was_moved_meanwhile_is_not_moved_again():
    claim = a_claim()
    seen_before = Claim.objects.get(pk=claim.pk)
    moves.move(claim, to=Status.WITHDRAWN, by=claim.participant.user, now=NOON)

    with pytest.raises(ClaimMoved, match="withdrawn"):
        moves.move(seen_before, to=Status.VERIFIED, by=None, now=NOON)
