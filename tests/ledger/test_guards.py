"""The database itself keeps the ledger: statements by hand that break a law are refused, on either database."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ledger import guards
from ledger.kinds import Unit
from ledger.models import Account, Lot, LotUse, Transfer
from tests.builders.ledger import COURSE, MAREK, OLA, a_leg, a_reversal, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import points

pytestmark = pytest.mark.django_db


def by_hand(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def account(owner=MAREK, unit=Unit.POINTS, program=None) -> Account:
    return Account.objects.get(program=program or a_program(), owner=owner.ref, kind=owner.kind, unit=unit)


def a_line(**changes) -> Transfer:
    """A transfer of one point from the organizer to Marek, right in every respect unless changed."""
    fields = {
        "program": a_program(),
        "reference": "by hand",
        "leg": 0,
        "kind": "award",
        "unit": Unit.POINTS,
        "debit": account(organizer()),
        "credit": account(),
        "amount": 1,
        "credit_balance": points() + 1,
        "made_at": NOON,
    }
    with transaction.atomic():
        return Transfer.objects.create(**(fields | changes))


@pytest.fixture(autouse=True)
def _marek_has_points(db):
    an_award(a_leg(100), a_leg(5, unit=Unit.CREDITS))
    an_award(a_leg(40, OLA), reference="claim:2:award")
    a_spend(30)


def test_all_guards_stand_after_the_migrations():
    assert guards.missing(connection) == []


def test_a_line_that_is_right_is_taken_even_by_hand():
    a_line()

    assert points() == 71


@pytest.mark.parametrize(
    "change",
    [
        "amount = 5",
        "note = 'other'",
        "made_at = '2020-01-01 00:00:00'",
        "credit_balance = 1",
        "reference = 'x'",
        "leg = 9",
        "made_by_id = NULL",
    ],
)
def test_no_column_of_a_transfer_is_changed(change):
    with pytest.raises(IntegrityError, match="never changed"):
        by_hand(f"UPDATE ledger_transfer SET {change}")


@pytest.mark.parametrize("table", ["ledger_transfer", "ledger_lot", "ledger_lotuse", "ledger_account"])
def test_no_row_is_deleted(table):
    with pytest.raises(IntegrityError, match=r"never (changed or )?deleted"):
        by_hand(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_lotuse SET amount = 1",
        "UPDATE ledger_lot SET remaining = amount",
        "UPDATE ledger_lot SET expires_on = '2099-01-01'",
        "UPDATE ledger_lot SET amount = 1000",
        "UPDATE ledger_account SET balance = 1000 WHERE balance IS NOT NULL",
        "UPDATE ledger_account SET owner = 'participant:somebody else'",
        "UPDATE ledger_account SET unit = 'credits' WHERE unit = 'points'",
    ],
)
def test_lots_uses_and_accounts_are_not_changed_by_hand(statement):
    with pytest.raises(IntegrityError, match=r"only|never"):
        by_hand(statement)


def test_an_orm_update_or_delete_is_refused_like_any_other():
    with pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        LotUse.objects.all().delete()


def test_an_overdraft_is_refused():
    with pytest.raises(IntegrityError, match="never_overdrawn"):
        a_line(kind="spend", debit=account(), credit=account(COURSE), amount=71, debit_balance=-1, credit_balance=None)

    assert points() == 70


def test_an_account_does_not_start_with_a_balance():
    with pytest.raises(IntegrityError, match="starts at zero"), transaction.atomic():
        Account.objects.create(
            program=a_program(), owner="participant:new", kind="participant", unit="points", balance=9
        )


@pytest.mark.parametrize(("kind", "balance"), [("participant", None), ("organizer", 0)])
def test_a_balance_is_kept_for_participants_only(kind, balance):
    with pytest.raises(IntegrityError, match="a_balance_is_kept"), transaction.atomic():
        Account.objects.create(program=a_program(), owner="x", kind=kind, unit="points", balance=balance)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"credit_balance": 99}, "running balance|only transfers"),
        ({"credit_balance": None}, "running balance|only transfers"),
        ({"debit_balance": 0}, "running balance"),
        ({"amount": 0, "credit_balance": 70}, "moves_something"),
        ({"amount": -1, "credit_balance": 69}, "moves_something"),
        ({"made_at": NOON.replace(year=2020)}, "no earlier"),
        ({"unit": Unit.CREDITS}, "program and unit"),
        ({"kind": "robbery"}, "known_kind"),
        ({"kind": "reversal"}, "names_what_it_reverses"),
        ({"reference": "claim:1:award"}, "a_reference_is_posted_once|such a line already"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(changes, words):
    with pytest.raises(IntegrityError, match=words):
        a_line(**changes)

    assert points() == 70


def test_no_line_is_replaced():
    if connection.vendor == "sqlite":
        replacing = ["REPLACE INTO {0} SELECT * FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
    else:
        replacing = ["INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (id) DO UPDATE SET id = excluded.id"]
    for table in ("ledger_transfer", "ledger_lot", "ledger_lotuse", "ledger_account"):
        for statement in replacing:
            with pytest.raises(IntegrityError):
                by_hand(statement.format(table))


def test_no_line_is_smuggled_past_an_overdraft():
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR IGNORE is SQLite's")
    columns = "program_id, reference, leg, kind, unit, debit_id, credit_id, amount, debit_balance, made_at, note"
    spent = "program_id, 'by hand', 0, 'spend', unit, credit_id, debit_id, 71, 70, made_at, note"

    with pytest.raises(IntegrityError, match="only transfers"):
        by_hand(
            f"INSERT OR IGNORE INTO ledger_transfer ({columns}) SELECT {spent} FROM ledger_transfer"
            " WHERE reference = 'claim:1:award' AND unit = 'points'"
        )


def test_a_line_stays_within_one_program_and_one_unit():
    beta = a_program("beta", name="Beta")
    an_award(a_leg(1, unit=Unit.CREDITS), reference="claim:3:award")

    for changes in ({"program": beta}, {"debit": account(organizer(), Unit.CREDITS)}):
        with pytest.raises(IntegrityError, match="program and unit"):
            a_line(**changes)


def test_a_line_joins_two_accounts():
    with pytest.raises(IntegrityError, match=r"joins_two_accounts|program and unit"):
        a_line(debit=account(), debit_balance=69, credit_balance=70)


def test_a_reversal_mirrors_its_transfer():
    award = Transfer.objects.get(reference="claim:2:award")

    for changes in ({"debit": account(), "debit_balance": 69}, {"credit": account(COURSE), "debit": award.credit}):
        with pytest.raises(IntegrityError, match="mirrors"):
            a_line(**{"kind": "reversal", "reverses": award, "credit": award.debit, "credit_balance": None} | changes)


REVERSED_BY_HAND = """
INSERT INTO ledger_transfer (program_id, reference, leg, kind, unit, debit_id, credit_id, amount, debit_balance,
                             credit_balance, reverses_id, note, made_at)
SELECT program_id, %s, 0, 'reversal', unit, credit_id, debit_id, %s, %s, NULL, id, '', made_at
FROM ledger_transfer WHERE reference = 'claim:2:award'
"""


@pytest.mark.parametrize("amount", [41, 100])
def test_no_more_is_reversed_than_was_moved(amount):
    with pytest.raises(IntegrityError, match="no more is reversed"):
        by_hand(REVERSED_BY_HAND, "by hand", amount, 40 - amount)


def test_parts_of_a_line_are_reversed_up_to_its_amount_whoever_writes_them():
    a_reversal("claim:2:award", reference="a part", amounts={0: 15})
    by_hand(REVERSED_BY_HAND, "another part", 20, 5)

    with pytest.raises(IntegrityError, match="no more is reversed"):
        by_hand(REVERSED_BY_HAND, "too much", 6, -1)
    by_hand(REVERSED_BY_HAND, "the rest", 5, 0)
    with pytest.raises(IntegrityError, match="no more is reversed"):
        by_hand(REVERSED_BY_HAND, "nothing is left", 1, -1)


def test_parts_written_in_one_statement_are_summed_up_too():
    both = REVERSED_BY_HAND.strip().replace("FROM ledger_transfer WHERE", "FROM ledger_transfer, {} WHERE")
    rows = "(SELECT 25 AS part, 15 AS held UNION ALL SELECT 25, -10) AS two"
    statement = both.format(rows).replace("%s, 0,", "'by hand' || held, 0,").replace("%s, %s,", "part, held,")

    with pytest.raises(IntegrityError, match="no more is reversed"):
        by_hand(statement)


def test_a_reversal_is_not_smuggled_past_its_guard():
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR IGNORE is SQLite's")
    for word in ("INSERT OR IGNORE", "INSERT OR REPLACE"):
        with pytest.raises(IntegrityError, match="no more is reversed"):
            by_hand(REVERSED_BY_HAND.replace("INSERT", word), "by hand", 41, -1)


def test_a_reversal_is_not_reversed():
    (reversal,) = a_reversal("claim:2:award")

    with pytest.raises(IntegrityError, match="mirrors"):
        a_line(
            kind="reversal",
            reverses=reversal,
            debit=reversal.credit,
            credit=reversal.debit,
            amount=reversal.amount,
            credit_balance=40,
        )


def test_a_lot_gives_no_more_than_it_holds():
    lot = Lot.objects.get(transfer__reference="claim:1:award", account=account())
    spend = Transfer.objects.get(kind="spend")

    for amount in (71, -31):
        with pytest.raises(IntegrityError, match="a_lot_gives_no_more"), transaction.atomic():
            LotUse.objects.create(lot=lot, transfer=spend if amount > 0 else lot.transfer, amount=amount)


def test_a_lot_is_used_by_its_own_account_only():
    olas_lot = Lot.objects.get(account=account(OLA))
    mareks_spend = Transfer.objects.get(kind="spend")

    with pytest.raises(IntegrityError, match="ledger_lotuse"), transaction.atomic():
        LotUse.objects.create(lot=olas_lot, transfer=mareks_spend, amount=1)


@pytest.mark.parametrize("changes", [{"remaining": 1}, {"amount": 101, "remaining": 101}, {"account": OLA}])
def test_a_lot_starts_full_on_the_account_that_was_credited(changes):
    award = Transfer.objects.get(reference="claim:1:award", unit=Unit.POINTS)
    fields = {"account": account(), "transfer": award, "amount": 5, "remaining": 5} | changes
    if changes.get("account"):
        fields["account"] = account(OLA)

    with pytest.raises(IntegrityError, match="starts full"), transaction.atomic():
        Lot.objects.create(**fields)


def test_without_the_guards_the_same_hand_would_succeed():
    with transaction.atomic():
        guards.remove(connection)
        assert len(guards.missing(connection)) >= 10
        by_hand("UPDATE ledger_transfer SET amount = 5")
        by_hand("DELETE FROM ledger_lotuse")
        guards.install(connection)
    assert guards.missing(connection) == []
