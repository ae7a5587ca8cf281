"""Code batches: who moves them where, what is written down, and when their codes count."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from campaigns import printing, services
from campaigns.batches import MOVES, BatchState, Who
from campaigns.models import BatchMove, Campaign, CodeBatch, RecalledRange
from campaigns.services import BatchRefused, making, print_files
from claims.services import codes as redeeming
from claims.services.codes import CodeRefused
from tests.builders.programs import (
    NOON,
    a_batch,
    a_campaign_admin,
    a_participant,
    a_program,
    a_user,
    set_live,
)

pytestmark = pytest.mark.django_db

PAIRS = [(was, to) for was in BatchState for to in BatchState]


def people() -> dict[str, object]:
    operator = a_user("operator@example.com")
    operator.is_superuser = operator.is_staff = True
    operator.save()
    foreign = a_campaign_admin("Ewa Obca", program=a_program("obcy", name="Obcy")).user
    return {
        "admin": a_campaign_admin().user,
        "operator": operator,
        "foreign admin": foreign,
        "participant": a_participant().user,
        "nobody": None,
    }


MAY = {Who.JOB: {"nobody"}, Who.TAKER: set(), Who.ADMIN: {"admin", "operator"}, Who.OPERATOR: {"operator"}}


@pytest.mark.parametrize(("was", "to"), PAIRS)
def test_every_pair_of_states_with_everybody(was, to):
    batch = a_batch()
    moved = set()
    for name, person in people().items():
        CodeBatch.objects.filter(pk=batch.pk).update(state=was)
        batch.refresh_from_db()
        try:
            services.move_batch(batch=batch, to=to, by=person, now=NOON)
        except BatchRefused:
            batch.refresh_from_db()
            assert batch.state == was
        else:
            moved.add(name)
            line = BatchMove.objects.latest("pk")
            assert (line.was, line.became, line.made_by, line.made_at) == (was, to, person, NOON)

    assert moved == (MAY[MOVES[was][to]] if to in MOVES[was] else set())


def test_of_two_moves_at_once_one_is_told():
    batch = a_batch()
    stale = CodeBatch.objects.get(pk=batch.pk)
    services.export(batch=batch, by=a_campaign_admin().user, now=NOON)

    with pytest.raises(BatchRefused, match="a moment ago"):
        services.export(batch=stale, by=a_campaign_admin().user, now=NOON)


@pytest.mark.parametrize("state", BatchState)
def test_codes_count_only_while_live(state):
    batch = a_batch()
    (code,) = print_files.codes_of(batch)
    CodeBatch.objects.filter(pk=batch.pk).update(state=state)

    if state == BatchState.LIVE:
        assert redeeming.redeem(participant=a_participant(), text=code, now=NOON).status == "verified"
    else:
        with pytest.raises(CodeRefused):
            redeeming.redeem(participant=a_participant(), text=code, now=NOON)


@pytest.mark.parametrize("switch", ["takes_codes", "is_live"])
def test_a_campaign_can_stop_all_its_codes(switch):
    batch = a_batch(count=2)
    before, after = print_files.codes_of(batch)
    set_live(batch)
    redeeming.redeem(participant=a_participant(), text=before, now=NOON)

    Campaign.objects.update(**{switch: False})

    with pytest.raises(CodeRefused, match="claim with the invoice"):
        redeeming.redeem(participant=a_participant(), text=after, now=NOON)


@pytest.mark.parametrize(("day", "counts"), [(9, False), (10, True), (20, True), (21, False)])
def test_codes_count_on_their_days_of_the_programs_calendar(day, counts):
    batch = a_batch(valid_from=date(2026, 11, 10), valid_until=date(2026, 11, 20))
    (code,) = print_files.codes_of(batch)
    set_live(batch)
    # Half past midnight in Warsaw is still the day before in Greenwich.
    now = NOON.replace(day=day, hour=0, minute=30)

    try:
        redeeming.redeem(participant=a_participant(), text=code, now=now)
    except CodeRefused:
        assert not counts
    else:
        assert counts


def test_a_recalled_range_never_counts_and_its_neighbours_do():
    batch = a_batch(count=5)
    codes = list(print_files.codes_of(batch))
    set_live(batch)
    joanna = a_campaign_admin().user

    made = services.recall_range(batch=batch, first=2, last=4, reason="Spoilt", by=joanna, now=NOON)

    assert (made.made_by, made.made_at) == (joanna, NOON)
    won = []
    for number, code in enumerate(codes, start=1):
        try:
            redeeming.redeem(participant=a_participant(f"Person{number} N"), text=code, now=NOON)
            won.append(number)
        except CodeRefused:
            pass
    assert won == [1, 5]


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 6), (6, 9)])
def test_a_range_outside_the_batch_is_refused(first, last):
    batch = a_batch(count=5)

    with pytest.raises(BatchRefused, match="from 1 to 5"):
        services.recall_range(batch=batch, first=first, last=last, reason="x", by=a_campaign_admin().user, now=NOON)


@pytest.mark.parametrize("who", ["foreign admin", "participant"])
def test_strangers_recall_and_change_nothing(who):
    batch, stranger = a_batch(), people()[who]

    for act in (
        lambda: services.recall_range(batch=batch, first=1, last=1, reason="x", by=stranger, now=NOON),
        lambda: services.change_batch(batch=batch, fields=["name"], by=stranger, now=NOON),
        lambda: services.export(batch=batch, by=stranger, now=NOON),
        lambda: making.go_on(batch=batch, by=stranger, now=NOON),
    ):
        with pytest.raises(BatchRefused):
            act()
    assert not RecalledRange.objects.exists()


def test_the_database_refuses_what_no_batch_may_be():
    batch = a_batch()
    for wrong in (
        {"state": "released"},
        {"written": 2},
        {"count": 50_000_001},
        {"valid_from": NOON.date(), "valid_until": NOON.date() - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CodeBatch.objects.filter(pk=batch.pk).update(**wrong)
    batch.count = 50_000_001
    with pytest.raises(ValidationError):
        batch.full_clean()


def test_an_export_is_one_archive_of_encrypted_files_taken_once(monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", 4)
    batch, joanna = a_batch(count=10), a_campaign_admin().user
    codes = list(print_files.codes_of(batch))

    export = services.export(batch=batch, by=joanna, now=NOON)

    parts = list(export.parts)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    assert archive.namelist() == [f"{n:08}-{m:08}.zip" for n, m in ((1, 4), (5, 8), (9, 10))]
    opened = [
        printing.unpack(archive.read(name), printing.CODES, password=print_files.password(batch))
        for name in archive.namelist()
    ]
    assert [code for content in opened for code in printing.codes_in(content)] == codes
    assert len(parts) == 4
    taken = BatchMove.objects.get(became=BatchState.EXPORTED)
    assert (taken.made_by, taken.made_at, taken.note[:7]) == (joanna, NOON, "3 × ZIP")
    with pytest.raises(BatchRefused):
        services.export(batch=batch, by=joanna, now=NOON)


def test_only_the_operator_allows_another_download():
    batch, them = a_batch(), people()
    services.export(batch=batch, by=them["admin"], now=NOON)

    services.move_batch(batch=batch, to=BatchState.MADE, by=them["operator"], now=NOON)

    assert b"".join(services.export(batch=batch, by=them["admin"], now=NOON).parts)


def test_a_recall_before_printing_deletes_the_files(run_jobs):
    batch = a_batch()
    services.move_batch(batch=batch, to=BatchState.RECALLED, by=a_campaign_admin().user, now=NOON)

    run_jobs()

    assert default_storage.listdir(f"codes/{batch.uuid}")[1] == []
