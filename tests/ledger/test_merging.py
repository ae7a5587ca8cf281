"""Two accounts of one person: all passes from one to the other, by lines in the books, and whatever comes later too."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ledger import services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.models import Merger, Transfer
from ledger.services import MergeRefused
from ledger.tasks import sweep
from tests.builders.ledger import MAREK, OLA, a_leg, a_reversal, a_spend, an_award
from tests.builders.programs import NOON, a_campaign_admin, a_program
from tests.ledger.asking import credits_of, lines, open_lots, owed, points

pytestmark = pytest.mark.django_db

SOON = NOON.date() + timedelta(days=900)


@pytest.fixture(autouse=True)
def _the_laws_hold_afterwards(db):
    yield
    assert check() == []


def merge(source=OLA, target=MAREK, reason="The same person.") -> Merger:
    by = a_campaign_admin().user
    return services.merge(program=a_program(), source=source, target=target, reason=reason, by=by, now=NOON)


def test_everything_passes_with_its_last_day():
    an_award(a_leg(100, OLA, until=SOON), a_leg(20, OLA), a_leg(3, OLA, unit=Unit.CREDITS))
    an_award(a_leg(5), reference="claim:2:award")
    a_spend(30, OLA)

    merge()

    assert (points(OLA), credits_of(OLA), points(), credits_of()) == (0, 0, 95, 3)
    assert open_lots() == [(None, 5), (SOON, 70), (None, 20)]
    assert [kind for kind, _amount, _balance in lines(OLA)][-2:] == ["merge", "merge"]
    assert set(Transfer.objects.filter(kind="merge").values_list("made_by__email", flat=True)) == {
        a_campaign_admin().user.email
    }


def test_what_the_one_owes_the_other_pays():
    an_award(a_leg(100, OLA))
    a_spend(60, OLA)
    a_reversal()
    an_award(a_leg(50), reference="claim:2:award")
    assert owed(OLA) == 60

    merge()

    assert (points(OLA), owed(OLA), points(), owed()) == (0, 0, 0, 10)


def test_a_later_reversal_reaches_the_account_that_stays():
    an_award(a_leg(100, OLA))
    merge()

    a_reversal(amounts={0: 30})

    assert (points(OLA), owed(OLA), points(), owed()) == (0, 0, 70, 0)


def test_what_comes_back_to_the_merged_account_passes_on():
    an_award(a_leg(100, OLA))
    a_spend(40, OLA)
    merge()

    a_reversal("enrolment:1")

    assert (points(OLA), points()) == (0, 100)


def test_what_came_in_all_the_same_passes_on_with_the_next_sweep():
    merge()
    an_award(a_leg(100, OLA))

    sweep()
    sweep()

    assert (points(OLA), points()) == (0, 100)


def test_merging_nothing_writes_nothing():
    merge()

    assert not Transfer.objects.exists()


@pytest.mark.parametrize(("source", "target"), [(OLA, OLA), (OLA, MAREK), (MAREK, OLA)])
def test_an_account_is_merged_once_and_into_another(source, target):
    merge()

    with pytest.raises(MergeRefused):
        merge(source, target)


def test_a_merger_needs_a_reason():
    with pytest.raises(MergeRefused):
        merge(reason=" ")


@pytest.mark.parametrize("statement", ["UPDATE ledger_merger SET target = 'x'", "DELETE FROM ledger_merger"])
def test_a_merger_is_not_changed_by_hand(statement):
    merge()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
