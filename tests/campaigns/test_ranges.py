"""Ranges of a batch that are held back and let go: the newest line counts, a recall is for good, all of it is kept."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns import services
from campaigns.models import CodeBatch, RangeMove
from campaigns.ranges import Line, RangeState, standing
from campaigns.services import BatchRefused, print_files
from claims.models import WrongCodeTry
from claims.services import codes as redeeming
from claims.services.codes import CodeRefused
from tests.builders.programs import NOON, a_batch, a_campaign_admin, a_participant, a_program, set_live

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

LIVE, CLOSED, RECALLED = RangeState.LIVE, RangeState.CLOSED, RangeState.RECALLED
TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture
def batch() -> CodeBatch:
    """Ten live codes."""
    batch = a_batch(count=10)
    batch.texts = list(print_files.codes_of(batch))
    set_live(batch)
    return batch


def move(batch: CodeBatch, first: int, last: int, became: str, *, by=None, **days: date) -> RangeMove:
    line = RangeMove(first=first, last=last, became=became, reason="Pallet 3", **days)
    services.move_range(batch=batch, move=line, by=by or a_campaign_admin().user, now=NOON)
    return line


def counting(batch: CodeBatch, today: date = TODAY) -> list[int]:
    return list(batch.codes.all().counting(today).order_by("pk").values_list("serial", flat=True))


def test_the_newest_line_over_a_serial_counts(batch):
    move(batch, 3, 8, CLOSED)
    assert counting(batch) == [1, 2, 9, 10]
    move(batch, 5, 6, LIVE)
    assert counting(batch) == [1, 2, 5, 6, 9, 10]
    move(batch, 6, 10, CLOSED)
    assert counting(batch) == [1, 2, 5]
    move(batch, 1, 10, LIVE)
    assert counting(batch) == list(range(1, 11))

    first = batch.range_moves.order_by("pk")[0]
    assert (first.reason, first.made_by, first.made_at) == ("Pallet 3", a_campaign_admin().user, NOON)
    assert batch.range_moves.count() == 4


def test_a_range_has_days_of_its_own(batch):
    move(batch, 1, 5, LIVE, valid_from=TODAY, valid_until=TODAY + DAY)

    found = [len(counting(batch, TODAY + number * DAY)) for number in (-1, 0, 1, 2)]

    assert found == [5, 10, 10, 5]


def test_an_open_range_counts_no_more_than_its_batch(batch):
    move(batch, 1, 10, LIVE)
    CodeBatch.objects.update(state="closed")

    assert counting(batch) == []


def test_a_closed_code_is_answered_like_an_unknown_one_and_counts_once_it_is_open(batch):
    marek = a_participant()
    move(batch, 2, 2, CLOSED)

    with pytest.raises(CodeRefused, match="This code cannot be redeemed") as refused:
        redeeming.redeem(participant=marek, text=batch.texts[1], now=NOON)
    assert type(refused.value) is CodeRefused and WrongCodeTry.objects.count() == 1
    move(batch, 2, 2, LIVE)

    assert redeeming.redeem(participant=marek, text=batch.texts[1], now=NOON).status == "verified"


def test_what_is_recalled_is_never_opened(batch):
    services.recall_range(batch=batch, first=4, last=5, reason="Stolen", by=a_campaign_admin().user, now=NOON)

    with pytest.raises(BatchRefused, match="4–5 are recalled for good"):
        move(batch, 5, 9, LIVE)
    move(batch, 1, 10, CLOSED)
    move(batch, 6, 10, LIVE)

    assert counting(batch) == [6, 7, 8, 9, 10]


def test_strangers_and_ranges_beyond_the_batch_are_refused(batch):
    stranger = a_campaign_admin("Ewa Obca", program=a_program("obcy", name="Obcy")).user
    for first, last, by in ((1, 2, stranger), (1, 2, a_participant().user), (0, 2, None), (5, 11, None), (5, 4, None)):
        with pytest.raises(BatchRefused):
            move(batch, first, last, CLOSED, by=by)

    assert not RangeMove.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"became": "recalled"},
        {"first": 3, "last": 2},
        {"became": "closed", "valid_from": TODAY},
        {"became": "live", "valid_from": TODAY, "valid_until": TODAY - DAY},
    ],
)
def test_the_database_refuses_what_no_line_may_be(batch, wrong):
    line = {"batch": batch, "first": 1, "last": 2, "became": "closed", "reason": "x", "made_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        RangeMove.objects.create(made_by=a_campaign_admin().user, **line | wrong)


def test_parts_that_stand_alike_are_told_as_one():
    lines = [Line(3, 8, CLOSED), Line(1, 4, LIVE), Line(9, 10, CLOSED)]

    assert standing(10, lines, [Line(10, 10, RECALLED)]) == [
        Line(1, 4, LIVE),
        Line(5, 9, CLOSED),
        Line(10, 10, RECALLED),
    ]
    assert standing(5, [], []) == [Line(1, 5, LIVE)]


def test_a_range_is_closed_on_the_page_which_says_how_the_serials_stand(client, batch):
    client.force_login(a_campaign_admin().user)
    address = reverse("admin:campaigns_codebatch_change", args=[batch.pk])
    row = {"range_moves-0-first": "2", "range_moves-0-last": "9", "range_moves-0-became": "closed"}
    heads = {f"{name}-{what}_FORMS": "0" for name in ("recalled_ranges", "moves") for what in ("TOTAL", "INITIAL")}
    heads |= {"range_moves-TOTAL_FORMS": "1", "range_moves-INITIAL_FORMS": "0", "name": "Autumn"}

    nameless = client.post(address, heads | row)
    client.post(address, heads | row | {"range_moves-0-reason": "Ships in May"})

    assert nameless.status_code == 200
    assert counting(batch) == [1, 10]
    shown = client.get(address).content.decode()
    assert "1: live" in shown and "2–9: closed" in shown and "Ships in May" in shown
