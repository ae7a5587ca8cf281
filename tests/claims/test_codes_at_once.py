"""In PostgreSQL one statement redeems a usual code: what it writes is what the plain way writes, and nothing else."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from campaigns import services as campaigns
from campaigns.models import RangeMove
from campaigns.services import print_files
from claims import guessing
from claims.models import Claim, CodeRedemption, WrongCodeTry
from claims.owners import participant_owner
from claims.services import at_once, codes
from claims.services.codes import CodeUsedByAnother, CodeUsedByYou
from ledger import services as ledger
from ledger.checks import check
from ledger.models import Account
from ledger.services import Leg, Owner
from tests.builders.programs import (
    NOON,
    a_batch,
    a_campaign,
    a_campaign_admin,
    a_code,
    a_company,
    a_participant,
    a_program,
    set_live,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.only_engines]

WRITTEN = ["claims", "ledger"]
OWN = {"id", "uuid", "number", "intake_key", "reference", "note", "participant", "made_by", "made_by_id"}
LASTING = [
    ("never", None, "day"),
    ("days", 45, "day"),
    ("days", 45, "month"),
    ("days", 200, "quarter"),
    ("days", 30, "year"),
    ("idle", 90, "month"),
]


@pytest.fixture
def codes_of_two():
    """Two people alike, who each redeemed a code before, and fresh codes for both."""
    batch = a_batch(count=4)
    printed = list(print_files.codes_of(batch))
    set_live(batch)
    people = [a_participant("Marek Nowak"), a_participant("Ola Wrona")]
    for person, text in zip(people, printed, strict=False):
        codes.redeem(participant=person, text=text, now=NOON)
    return list(zip(people, printed[2:], strict=True))


def keys() -> dict[str, set[object]]:
    return {model._meta.label: set(model.objects.values_list("pk", flat=True)) for model in models()}


def models() -> list[type]:
    return [model for app in WRITTEN for model in apps.get_app_config(app).get_models()]


def written(before: dict[str, set[object]]) -> dict[str, list[dict[str, object]]]:
    """What was added since, without the names and keys that each row has of its own."""
    rows = {}
    for model in models():
        plain = [field for field in model._meta.concrete_fields if field.name not in OWN and not field.remote_field]
        shared = [field for field in model._meta.concrete_fields if field.name in ("program", "campaign", "product")]
        added = model.objects.exclude(pk__in=before[model._meta.label]).order_by("pk")
        if found := [{field.name: field.value_from_object(row) for field in plain + shared} for row in added]:
            rows[model._meta.label] = found
    return rows


def plainly(monkeypatch) -> None:
    monkeypatch.setattr(at_once, "redeem", lambda **_asked: None)


@pytest.mark.parametrize(("lasts", "days", "end_of"), LASTING)
@pytest.mark.parametrize("of_campaign", [True, False], ids=["campaign", "program"])
def test_it_writes_the_same_rows_as_the_plain_way(codes_of_two, monkeypatch, lasts, days, end_of, of_campaign):
    program, campaign = a_program(), a_campaign()
    for one in (program, campaign):
        own = one is (campaign if of_campaign else program)
        one.points_last, one.points_last_days, one.points_end_of = (
            (lasts, days, end_of) if own else ("days", None, "day")
        )
        one.save()
    (marek, first), (ola, second) = codes_of_two
    before = keys()
    at_once_made = codes.redeem(participant=a_participant(marek.name), text=first, now=NOON)
    fast, before = written(before), keys()

    plainly(monkeypatch)
    plain_made = codes.redeem(participant=a_participant(ola.name), text=second, now=NOON)

    assert written(before) == fast
    assert len(fast) == 8, "claim, line, event, redemption, award, its lines, transfers, lots"
    for made in (at_once_made, plain_made):
        made.__dict__.pop("campaign", None)
        stored = Claim.objects.get(pk=made.pk)
        for name in ("uuid", "number", "status", "decided_at"):
            assert getattr(made, name) == getattr(stored, name)
        assert made.campaign_id == campaign.pk
    assert list(check()) == []


def test_the_claim_that_is_given_back_is_the_one_that_was_written(codes_of_two, django_assert_num_queries):
    (marek, code), _ola = codes_of_two

    given = codes.redeem(participant=marek, text=code, now=NOON)

    known = [field.attname for field in Claim._meta.concrete_fields if field.attname not in given.get_deferred_fields()]
    kept = Claim.objects.get(pk=given.pk)
    with django_assert_num_queries(0):
        told = [getattr(given, name) for name in known]
    assert told == [getattr(kept, name) for name in known]
    assert {"uuid", "number", "participant_id", "campaign_id", "status", "decided_at"} <= set(known)
    assert given.intake_key == kept.intake_key  # asked for only now


def test_names_and_makers_are_those_of_the_claim_and_its_participant(codes_of_two):
    (marek, text), _other = codes_of_two
    claim = codes.redeem(participant=marek, text=text, now=NOON)

    stored = Claim.objects.get(pk=claim.pk)
    assert stored.participant == marek and UUID(str(stored.intake_key)) != stored.uuid
    assert {event.made_by for event in stored.events.all()} == {marek.user}
    account = Account.objects.get(owner=participant_owner(marek).ref, unit="points")
    lines = account.credits.filter(reference=f"claim:{stored.uuid}:award")
    assert [(line.note, line.made_by_id, line.leg) for line in lines] == [(stored.number, marek.user_id, 0)]


def asked_at_once(person, text: str, *, device: str = "", now=NOON) -> Claim | None:
    before = keys()
    made = at_once.redeem(participant=person, forms=[text], address="192.0.2.7", device=device, now=now)
    if made is None:
        assert written(before) == {}, "what is left to the plain way leaves no trace"
    return made


def test_it_leaves_alone_what_is_used_and_the_plain_way_says_by_whom(codes_of_two):
    (marek, text), (ola, _second) = codes_of_two
    assert asked_at_once(marek, text)

    assert asked_at_once(marek, text) is None
    assert asked_at_once(ola, text) is None
    with pytest.raises(CodeUsedByYou):
        codes.redeem(participant=marek, text=text, now=NOON)
    with pytest.raises(CodeUsedByAnother):
        codes.redeem(participant=ola, text=text, now=NOON)
    assert CodeRedemption.objects.count() == 3


def test_a_first_code_opens_accounts_in_the_plain_way(codes_of_two):
    _two, (_ola, text) = codes_of_two
    newcomer = a_participant("Zenon Lis")

    assert asked_at_once(newcomer, text) is None
    assert codes.redeem(participant=newcomer, text=text, now=NOON).status == "verified"


def test_whoever_owes_points_pays_back_in_the_plain_way(codes_of_two):
    (marek, text), _other = codes_of_two
    owner, program = participant_owner(marek), marek.program
    place = Owner.course(UUID(int=1))
    award = Leg(unit="points", debit=Owner.organizer(program.uuid), credit=owner, amount=30)
    known = {"program": program, "by": None, "now": NOON}
    ledger.post(reference="first", legs=[award], kind="award", **known)
    ledger.spend(unit="points", owner=owner, to=place, amount=55, reference="spent", **known)
    ledger.reverse(reference="back", of_reference="first", **known)
    assert Account.objects.get(owner=owner.ref, unit="points", kind="owed").balance < 0

    assert asked_at_once(marek, text) is None
    codes.redeem(participant=marek, text=text, now=NOON)
    assert Account.objects.get(owner=owner.ref, unit="points", kind="owed").balance == -5
    assert list(check()) == []


def not_live(_batch, campaign) -> None:
    campaign.is_live = False


def takes_no_codes(_batch, campaign) -> None:
    campaign.takes_codes = False


def ended(batch, _campaign) -> None:
    batch.valid_until = date(2020, 1, 1)


def not_begun(batch, _campaign) -> None:
    batch.valid_from = date(2040, 1, 1)


def closed(batch, _campaign) -> None:
    batch.state = "closed"


@pytest.mark.parametrize("change", [not_live, takes_no_codes, ended, not_begun, closed])
def test_it_leaves_alone_what_does_not_count(codes_of_two, change):
    (marek, text), _other = codes_of_two
    campaign = a_campaign()
    batch = campaign.code_batches.get()
    change(batch, campaign)
    batch.save()
    campaign.save()

    assert asked_at_once(marek, text) is None


def test_it_leaves_alone_recalled_unknown_and_foreign_codes(codes_of_two):
    (marek, text), _other = codes_of_two
    campaigns.recall_range(
        batch=a_campaign().code_batches.get(), first=3, last=3, reason="Stolen", by=a_campaign_admin().user, now=NOON
    )

    assert asked_at_once(marek, text) is None
    assert asked_at_once(marek, "NEVERMADE") is None
    assert asked_at_once(marek, a_code(a_program("obcy", name="Obcy"))) is None


@pytest.mark.parametrize(
    ("tries", "own", "device", "address"),
    [(guessing.ACCOUNT_FREE, True, "", None), (10, False, "mark", None), (60, False, "", "192.0.2.7")],
    ids=["account", "device", "address"],
)
def test_it_leaves_alone_whoever_may_have_to_wait(codes_of_two, tries, own, device, address):
    (marek, text), (ola, _second) = codes_of_two
    moments = [NOON - timedelta(minutes=number) for number in range(tries)]
    who = marek if own else ola
    rows = [WrongCodeTry(participant=who, address=address, device=device, made_at=at) for at in moments]
    WrongCodeTry.objects.bulk_create(rows[1:])
    WrongCodeTry.objects.create(
        participant=who, address=address, device=device, made_at=NOON - guessing.COUNTED_FOR - timedelta(seconds=1)
    )
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT one_less")
        assert asked_at_once(marek, text, device=device)
        cursor.execute("ROLLBACK TO SAVEPOINT one_less")
    rows[0].save()

    assert asked_at_once(marek, text, device=device) is None


def needs_ean(campaign, _marek) -> None:
    campaign.codes_need_ean = True


def needs_document(campaign, _marek) -> None:
    campaign.codes_need_document = True


def has_a_budget(campaign, _marek) -> None:
    campaign.points_budget = 1_000_000


def shares_with_the_company(_campaign, marek) -> None:
    marek.company = a_company()
    marek.company.points_share = 40
    marek.company.save()
    marek.save()


@pytest.mark.parametrize("change", [needs_ean, needs_document, has_a_budget, shares_with_the_company])
def test_it_leaves_alone_what_is_paid_otherwise(codes_of_two, change):
    (marek, text), _other = codes_of_two
    campaign = a_campaign()
    change(campaign, marek)
    campaign.save()

    assert asked_at_once(marek, text) is None


def test_who_has_a_company_and_shares_nothing_with_it_is_paid_at_once(codes_of_two):
    (marek, text), _other = codes_of_two
    marek.company = a_company()
    marek.save()

    assert asked_at_once(marek, text)


def test_it_leaves_alone_codes_of_a_range_that_was_closed_or_opened(codes_of_two):
    (marek, text), _other = codes_of_two
    move = RangeMove(first=3, last=3, became="closed", reason="Ships later")
    campaigns.move_range(batch=a_campaign().code_batches.get(), move=move, by=a_campaign_admin().user, now=NOON)

    assert asked_at_once(marek, text) is None
