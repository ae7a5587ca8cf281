"""The guards in PostgreSQL's words: one function for each table, and one that refuses."""

_REFUSE = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: a line is never changed or deleted', TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""

# Depth 1 is a hand at the table, depth 2 another trigger of the ledger, and that one only adds and subtracts.
_BY_TRIGGER_ONLY = """
CREATE OR REPLACE FUNCTION ledger_by_trigger_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '%: only new lines change it', TG_TABLE_NAME USING ERRCODE = '23001';
    END IF;
    RETURN NEW;
END $$
"""

_ACCOUNT = """
CREATE OR REPLACE FUNCTION ledger_account_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.balance <> 0 THEN
        RAISE EXCEPTION 'ledger_account: a balance starts at zero' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$
"""

_TRANSFER = """
CREATE OR REPLACE FUNCTION ledger_transfer_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fitting integer;
    last_moved timestamptz;
    giver_keeps boolean;
    taker_keeps boolean;
    held bigint;
    moved bigint;
BEGIN
    SELECT count(*), max(moved_at), bool_or(id = NEW.debit_id AND balance IS NOT NULL),
        bool_or(id = NEW.credit_id AND balance IS NOT NULL)
    INTO fitting, last_moved, giver_keeps, taker_keeps FROM ledger_account
    WHERE id IN (NEW.debit_id, NEW.credit_id) AND program_id = NEW.program_id AND unit = NEW.unit;
    IF fitting <> 2 THEN
        RAISE EXCEPTION 'ledger_transfer: both accounts are of its program and unit' USING ERRCODE = '23000';
    END IF;
    IF last_moved > NEW.made_at THEN
        RAISE EXCEPTION 'ledger_transfer: a line is no earlier than the line before it' USING ERRCODE = '23000';
    END IF;
    IF NEW.reverses_id IS NOT NULL THEN
        -- Locked, so that of two reversals at once the second sums up what the first took.
        SELECT amount INTO moved FROM ledger_transfer WHERE id = NEW.reverses_id AND reverses_id IS NULL
        AND debit_id = NEW.credit_id AND credit_id = NEW.debit_id FOR NO KEY UPDATE;
        IF moved IS NULL THEN
            RAISE EXCEPTION 'ledger_transfer: a reversal mirrors what it reverses' USING ERRCODE = '23000';
        END IF;
        IF NEW.amount > moved - (
            SELECT coalesce(sum(amount), 0) FROM ledger_transfer WHERE reverses_id = NEW.reverses_id) THEN
            RAISE EXCEPTION 'ledger_transfer: no more is reversed than was moved' USING ERRCODE = '23000';
        END IF;
    END IF;
    IF giver_keeps THEN
        UPDATE ledger_account SET balance = balance - NEW.amount, moved_at = NEW.made_at
        WHERE id = NEW.debit_id RETURNING balance INTO held;
    END IF;
    IF held IS DISTINCT FROM NEW.debit_balance THEN
        RAISE EXCEPTION 'ledger_transfer: the running balance is that of the account' USING ERRCODE = '23000';
    END IF;
    held := NULL;
    IF taker_keeps THEN
        UPDATE ledger_account SET balance = balance + NEW.amount, moved_at = NEW.made_at
        WHERE id = NEW.credit_id RETURNING balance INTO held;
    END IF;
    IF held IS DISTINCT FROM NEW.credit_balance THEN
        RAISE EXCEPTION 'ledger_transfer: the running balance is that of the account' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$
"""

_LOT = """
CREATE OR REPLACE FUNCTION ledger_lot_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.remaining <> NEW.amount OR NOT EXISTS (
        SELECT 1 FROM ledger_transfer JOIN ledger_account ON ledger_account.id = ledger_transfer.credit_id
        WHERE ledger_transfer.id = NEW.transfer_id AND credit_id = NEW.account_id
        AND ledger_transfer.amount >= NEW.amount AND ledger_account.kind = 'participant') THEN
        RAISE EXCEPTION 'ledger_lot: a lot starts full, on the account its transfer credits' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$
"""

_LOT_USE = """
CREATE OR REPLACE FUNCTION ledger_lotuse_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM ledger_lot JOIN ledger_transfer ON ledger_transfer.id = NEW.transfer_id
        WHERE ledger_lot.id = NEW.lot_id
        AND account_id = CASE WHEN NEW.amount > 0 THEN debit_id ELSE credit_id END) THEN
        RAISE EXCEPTION 'ledger_lotuse: a transfer uses lots of the account it debits, and refills those it credits'
        USING ERRCODE = '23000';
    END IF;
    UPDATE ledger_lot SET remaining = remaining - NEW.amount WHERE id = NEW.lot_id;
    RETURN NEW;
END $$
"""

_LOT_EXTENSION = """
CREATE OR REPLACE FUNCTION ledger_lotextension_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_lot SET expires_on = NEW.until WHERE id = NEW.lot_id AND expires_on < NEW.until;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ledger_lotextension: a last day only moves further' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$
"""

_FUNCTIONS = {
    "ledger_refuse": _REFUSE,
    "ledger_by_trigger_only": _BY_TRIGGER_ONLY,
    "ledger_account_fits": _ACCOUNT,
    "ledger_transfer_moves": _TRANSFER,
    "ledger_lot_fits": _LOT,
    "ledger_lotuse_moves": _LOT_USE,
    "ledger_lotextension_moves": _LOT_EXTENSION,
}

_TRIGGERS = {
    "ledger_account_starts_empty": ("INSERT", "ledger_account", "ledger_account_fits"),
    "ledger_account_follows_its_lines": ("UPDATE", "ledger_account", "ledger_by_trigger_only"),
    "ledger_account_is_never_deleted": ("DELETE", "ledger_account", "ledger_refuse"),
    "ledger_transfer_moves": ("INSERT", "ledger_transfer", "ledger_transfer_moves"),
    "ledger_transfer_is_never_changed": ("UPDATE OR DELETE", "ledger_transfer", "ledger_refuse"),
    "ledger_lot_fits": ("INSERT", "ledger_lot", "ledger_lot_fits"),
    "ledger_lot_follows_its_uses": ("UPDATE", "ledger_lot", "ledger_by_trigger_only"),
    "ledger_lot_is_never_deleted": ("DELETE", "ledger_lot", "ledger_refuse"),
    "ledger_lotuse_moves": ("INSERT", "ledger_lotuse", "ledger_lotuse_moves"),
    "ledger_lotuse_is_never_changed": ("UPDATE OR DELETE", "ledger_lotuse", "ledger_refuse"),
    "ledger_merger_is_never_changed": ("UPDATE OR DELETE", "ledger_merger", "ledger_refuse"),
    "ledger_extension_is_never_changed": ("UPDATE OR DELETE", "ledger_extension", "ledger_refuse"),
    "ledger_lotextension_moves": ("INSERT", "ledger_lotextension", "ledger_lotextension_moves"),
    "ledger_lotextension_is_never_changed": ("UPDATE OR DELETE", "ledger_lotextension", "ledger_refuse"),
}

NAMES = list(_TRIGGERS)
STANDING = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"


def install() -> list[str]:
    """Statements that put the guards in place."""
    triggers = [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        for name, (verb, table, function) in _TRIGGERS.items()
    ]
    return remove() + list(_FUNCTIONS.values()) + triggers


def remove() -> list[str]:
    """Statements that take the guards away."""
    triggers = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (_, table, _f) in _TRIGGERS.items()]
    return triggers + [f"DROP FUNCTION IF EXISTS {name}()" for name in _FUNCTIONS]
