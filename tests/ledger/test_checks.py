"""The check finds every broken law. To break one, the guards have to be taken away first."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ledger import guards, services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.laws import LAWS
from tests.builders.ledger import OLA, a_leg, a_reversal, a_spend, an_award
from tests.builders.programs import NOON, a_program

pytestmark = pytest.mark.django_db

BREACHES = [
    ("Not zero in sum", "UPDATE ledger_account SET unit = 'credits' WHERE kind = 'course'"),
    ("Balance differs from its lines", "UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'participant'"),
    ("Balance differs from its lines", "UPDATE ledger_transfer SET amount = 41 WHERE reference = 'claim:2:award'"),
    ("Line does not follow the one before it", "UPDATE ledger_transfer SET debit_balance = 1 WHERE kind = 'spend'"),
    (
        "Line does not follow the one before it",
        "UPDATE ledger_transfer SET made_at = '2030-01-01 00:00:00+00:00' WHERE reference = 'claim:1:award'",
    ),
    ("Balance differs from its lots", "UPDATE ledger_lot SET remaining = remaining - 1 WHERE remaining > 0"),
    ("Lot differs from its uses", "UPDATE ledger_lot SET remaining = remaining - 1 WHERE remaining > 0"),
    (
        "Lot ends on another day than it was extended to",
        "UPDATE ledger_lot SET expires_on = '2027-01-01' WHERE expires_on IS NOT NULL",
    ),
    ("Credit without lots", "UPDATE ledger_lot SET amount = amount + 1"),
    ("Debit without lots", "DELETE FROM ledger_lotuse"),
    ("Debit without lots", "UPDATE ledger_lotuse SET amount = amount + 1"),
    ("More was reversed than moved", "UPDATE ledger_transfer SET amount = amount + 1 WHERE kind = 'reversal'"),
    (
        "Reversal is no mirror",
        "UPDATE ledger_transfer SET credit_id = (SELECT id FROM ledger_account WHERE kind = 'owed')"
        " WHERE kind = 'reversal'",
    ),
    ("Holds points and owes points", "UPDATE ledger_account SET balance = -5 WHERE kind = 'owed'"),
]


@pytest.fixture(autouse=True)
def _a_few_lines(db):
    an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS), now=NOON)
    an_award(a_leg(40, OLA), reference="claim:2:award")
    an_award(a_leg(20, until=NOON.date()), reference="claim:3:award")
    extension = services.extend(
        program=a_program(), owner=None, until=NOON.date() + timedelta(days=9), reason="Closed.", by=None, now=NOON
    )
    services.carry_out(extension=extension, now=NOON)
    a_spend(30, OLA)
    a_reversal("claim:2:award")
    an_award(a_leg(50, OLA), reference="claim:4:award")


def broken(*statements: str) -> set[str]:
    guards.remove(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.install(connection)
    return {problem.law for problem in check()}


def test_what_the_services_wrote_breaks_no_law():
    assert check() == []


@pytest.mark.parametrize(("law", "statement"), BREACHES)
def test_a_broken_law_is_found(law, statement):
    assert law in broken(statement)


def test_every_law_has_a_breach_that_it_finds():
    assert {law for law, _ in BREACHES} == set(LAWS)


def test_a_line_taken_out_is_found():
    found = broken(
        "DELETE FROM ledger_lotextension",
        "DELETE FROM ledger_lot WHERE amount = 20",
        "DELETE FROM ledger_transfer WHERE reference = 'claim:3:award'",
    )

    assert found == {"Balance differs from its lines", "Balance differs from its lots"}


def test_a_missing_guard_is_found():
    guards.remove(connection)

    found = {problem.law for problem in check()}

    guards.install(connection)
    assert found == {"Guard is missing"}


def test_a_program_is_not_blamed_for_another():
    other = a_program("beta", name="Beta")
    broken("UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'participant'")

    assert check(a_program()) != []
    assert check(other) == []


def test_the_command_says_that_all_is_well(capsys):
    call_command("ledger", "check", program="ruruj")

    assert capsys.readouterr().out == "The ledger holds its laws.\n"


def test_the_command_fails_and_names_what_is_wrong(capsys):
    broken("UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'participant' AND unit = 'credits'")

    with pytest.raises(CommandError, match="2 places"):
        call_command("ledger", "check")

    assert "Balance differs from its lines: participant:" in capsys.readouterr().out


def test_the_command_knows_its_programs():
    with pytest.raises(CommandError, match="no program nowhere"):
        call_command("ledger", "check", program="nowhere")
