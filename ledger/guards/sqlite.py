"""The guards in SQLite's words. Its triggers cannot fill in a row, so they check what was written and do the sums."""

LINES = ("ledger_transfer", "ledger_lotuse", "ledger_extension", "ledger_lotextension", "ledger_merger")

_APPEND_ONLY = """
CREATE TRIGGER {table}_is_never_{word} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: a line is never {word}'); END
"""

_NEVER_REPLACED = """
CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{table}: there is such a line already'); END
"""

# The last line of the account, found from the end of two indexes.
_LAST_LINE = """
SELECT held FROM (
    SELECT * FROM (SELECT id, debit_balance AS held FROM ledger_transfer
                   WHERE debit_id = NEW.id ORDER BY made_at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT id, credit_balance FROM ledger_transfer
                   WHERE credit_id = NEW.id ORDER BY made_at DESC, id DESC LIMIT 1)
) ORDER BY id DESC LIMIT 1
"""

_TRIGGERS = {
    "ledger_account_starts_empty": """
CREATE TRIGGER ledger_account_starts_empty BEFORE INSERT ON ledger_account WHEN NEW.balance <> 0
BEGIN SELECT RAISE(ABORT, 'ledger_account: a balance starts at zero'); END
""",
    "ledger_account_follows_its_lines": f"""
CREATE TRIGGER ledger_account_follows_its_lines BEFORE UPDATE ON ledger_account
WHEN (NEW.id, NEW.program_id, NEW.owner, NEW.unit, NEW.kind)
     IS NOT (OLD.id, OLD.program_id, OLD.owner, OLD.unit, OLD.kind)
  OR NEW.balance IS NOT ({_LAST_LINE})
BEGIN SELECT RAISE(ABORT, 'ledger_account: only transfers change an account'); END
""",
    "ledger_transfer_fits": """
CREATE TRIGGER ledger_transfer_fits BEFORE INSERT ON ledger_transfer
BEGIN
    SELECT RAISE(ABORT, 'ledger_transfer: both accounts are of its program and unit')
    WHERE 2 <> (SELECT count(*) FROM ledger_account WHERE id IN (NEW.debit_id, NEW.credit_id)
                AND program_id = NEW.program_id AND unit = NEW.unit);
    SELECT RAISE(ABORT, 'ledger_transfer: a line is no earlier than the line before it')
    WHERE EXISTS (SELECT 1 FROM ledger_account
                  WHERE id IN (NEW.debit_id, NEW.credit_id) AND moved_at > NEW.made_at);
    SELECT RAISE(ABORT, 'ledger_transfer: a reversal mirrors what it reverses')
    WHERE NEW.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ledger_transfer WHERE id = NEW.reverses_id AND reverses_id IS NULL
        AND debit_id = NEW.credit_id AND credit_id = NEW.debit_id);
    SELECT RAISE(ABORT, 'ledger_transfer: no more is reversed than was moved')
    WHERE NEW.reverses_id IS NOT NULL
    AND NEW.amount > (SELECT amount FROM ledger_transfer WHERE id = NEW.reverses_id)
                   - (SELECT coalesce(sum(amount), 0) FROM ledger_transfer WHERE reverses_id = NEW.reverses_id);
END
""",
    "ledger_transfer_moves": """
CREATE TRIGGER ledger_transfer_moves AFTER INSERT ON ledger_transfer
BEGIN
    UPDATE ledger_account SET balance = balance - NEW.amount, moved_at = NEW.made_at
    WHERE id = NEW.debit_id AND balance IS NOT NULL;
    UPDATE ledger_account SET balance = balance + NEW.amount, moved_at = NEW.made_at
    WHERE id = NEW.credit_id AND balance IS NOT NULL;
    SELECT RAISE(ABORT, 'ledger_transfer: the running balance is that of the account')
    WHERE NEW.debit_balance IS NOT (SELECT balance FROM ledger_account WHERE id = NEW.debit_id)
       OR NEW.credit_balance IS NOT (SELECT balance FROM ledger_account WHERE id = NEW.credit_id);
END
""",
    "ledger_lot_fits": """
CREATE TRIGGER ledger_lot_fits BEFORE INSERT ON ledger_lot
BEGIN
    SELECT RAISE(ABORT, 'ledger_lot: a lot starts full, on the account its transfer credits')
    WHERE NEW.remaining <> NEW.amount OR NOT EXISTS (
        SELECT 1 FROM ledger_transfer JOIN ledger_account ON ledger_account.id = ledger_transfer.credit_id
        WHERE ledger_transfer.id = NEW.transfer_id AND credit_id = NEW.account_id
        AND ledger_transfer.amount >= NEW.amount AND ledger_account.kind = 'participant');
END
""",
    "ledger_lot_follows_its_uses": """
CREATE TRIGGER ledger_lot_follows_its_uses BEFORE UPDATE ON ledger_lot
WHEN (NEW.id, NEW.account_id, NEW.transfer_id, NEW.amount, NEW.stretch)
     IS NOT (OLD.id, OLD.account_id, OLD.transfer_id, OLD.amount, OLD.stretch)
  OR (NEW.expires_on IS NOT OLD.expires_on
      AND NEW.expires_on IS NOT (SELECT max(until) FROM ledger_lotextension WHERE lot_id = NEW.id))
  OR NEW.remaining <> NEW.amount - (SELECT coalesce(sum(amount), 0) FROM ledger_lotuse WHERE lot_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger_lot: only uses and extensions change a lot'); END
""",
    "ledger_lotextension_fits": """
CREATE TRIGGER ledger_lotextension_fits BEFORE INSERT ON ledger_lotextension
BEGIN
    SELECT RAISE(ABORT, 'ledger_lotextension: a last day only moves further')
    WHERE NOT EXISTS (SELECT 1 FROM ledger_lot WHERE id = NEW.lot_id AND expires_on < NEW.until);
END
""",
    "ledger_lotextension_moves": """
CREATE TRIGGER ledger_lotextension_moves AFTER INSERT ON ledger_lotextension
BEGIN UPDATE ledger_lot SET expires_on = NEW.until WHERE id = NEW.lot_id; END
""",
    "ledger_lotuse_fits": """
CREATE TRIGGER ledger_lotuse_fits BEFORE INSERT ON ledger_lotuse
BEGIN
    SELECT RAISE(ABORT, 'ledger_lotuse: a transfer uses lots of the account it debits, and refills those it credits')
    WHERE NOT EXISTS (
        SELECT 1 FROM ledger_lot JOIN ledger_transfer ON ledger_transfer.id = NEW.transfer_id
        WHERE ledger_lot.id = NEW.lot_id
        AND account_id = CASE WHEN NEW.amount > 0 THEN debit_id ELSE credit_id END);
END
""",
    "ledger_lotuse_moves": """
CREATE TRIGGER ledger_lotuse_moves AFTER INSERT ON ledger_lotuse
BEGIN UPDATE ledger_lot SET remaining = remaining - NEW.amount WHERE id = NEW.lot_id; END
""",
}

# REPLACE deletes without asking the guards of deleting. An account found by its unique key is left to its foreign keys.
_REPLACED = {
    "ledger_transfer": "id = NEW.id OR (program_id = NEW.program_id AND reference = NEW.reference AND leg = NEW.leg)",
    "ledger_lot": "id = NEW.id",
    "ledger_lotuse": "id = NEW.id",
    "ledger_extension": "id = NEW.id",
    "ledger_merger": "id = NEW.id OR (program_id = NEW.program_id AND source = NEW.source)",
    "ledger_lotextension": "id = NEW.id OR (lot_id = NEW.lot_id AND extension_id = NEW.extension_id)",
    "ledger_account": "id = NEW.id",
}

_TRIGGERS |= {
    f"{table}_is_never_replaced": _NEVER_REPLACED.format(table=table, same=same) for table, same in _REPLACED.items()
} | {
    f"{table}_is_never_{word}": _APPEND_ONLY.format(table=table, word=word, verb=verb)
    for tables, verb, word in [
        (LINES, "UPDATE", "changed"),
        ((*LINES, "ledger_lot", "ledger_account"), "DELETE", "deleted"),
    ]
    for table in tables
}

NAMES = list(_TRIGGERS)
STANDING = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def install() -> list[str]:
    """Statements that put the guards in place."""
    return remove() + list(_TRIGGERS.values())


def remove() -> list[str]:
    """Statements that take the guards away."""
    return [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES]
