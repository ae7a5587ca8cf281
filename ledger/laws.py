"""The laws of the ledger as questions to the database: each finds what breaks it, on SQLite and PostgreSQL alike.

Each question gives the program, and words that find the account or line.
"""

UNITS_SUM_TO_ZERO = """
WITH line AS (
    SELECT credit_id AS account_id, amount FROM ledger_transfer
    UNION ALL SELECT debit_id, -amount FROM ledger_transfer
)
SELECT account.program_id, account.unit FROM line
JOIN ledger_account AS account ON account.id = line.account_id
GROUP BY account.program_id, account.unit HAVING sum(line.amount) <> 0
"""

BALANCE_IS_SUM_OF_LINES = """
WITH line AS (
    SELECT credit_id AS account_id, amount FROM ledger_transfer
    UNION ALL SELECT debit_id, -amount FROM ledger_transfer
)
SELECT account.program_id, account.owner || ' ' || account.unit FROM ledger_account AS account
LEFT JOIN (SELECT account_id, sum(amount) AS total FROM line GROUP BY account_id) AS line
ON line.account_id = account.id
WHERE account.balance IS NOT NULL AND account.balance <> coalesce(line.total, 0)
"""

LINES_FOLLOW_EACH_OTHER = """
WITH line AS (
    SELECT id, program_id, reference, made_at, credit_id AS account_id, amount, credit_balance AS held
    FROM ledger_transfer WHERE credit_balance IS NOT NULL
    UNION ALL
    SELECT id, program_id, reference, made_at, debit_id, -amount, debit_balance
    FROM ledger_transfer WHERE debit_balance IS NOT NULL
)
SELECT program_id, reference FROM (
    SELECT program_id, reference, held, made_at,
           sum(amount) OVER earlier AS replayed, max(made_at) OVER earlier AS latest
    FROM line
    WINDOW earlier AS (PARTITION BY account_id ORDER BY id ROWS UNBOUNDED PRECEDING)
) AS replay WHERE held <> replayed OR made_at < latest
"""

BALANCE_IS_SUM_OF_LOTS = """
SELECT account.program_id, account.owner || ' ' || account.unit FROM ledger_account AS account
LEFT JOIN (SELECT account_id, sum(remaining) AS total FROM ledger_lot GROUP BY account_id) AS lot
ON lot.account_id = account.id
WHERE account.kind = 'participant' AND account.balance <> coalesce(lot.total, 0)
"""

LOT_IS_WHAT_USES_LEFT = """
SELECT account.program_id, account.owner || ' ' || account.unit FROM ledger_lot AS lot
JOIN ledger_account AS account ON account.id = lot.account_id
LEFT JOIN (SELECT lot_id, sum(amount) AS total FROM ledger_lotuse GROUP BY lot_id) AS used ON used.lot_id = lot.id
WHERE lot.remaining <> lot.amount - coalesce(used.total, 0)
"""

CREDIT_FILLS_LOTS = """
SELECT line.program_id, line.reference FROM ledger_transfer AS line
JOIN ledger_account AS account ON account.id = line.credit_id AND account.kind = 'participant'
LEFT JOIN (SELECT transfer_id, sum(amount) AS total FROM ledger_lot GROUP BY transfer_id) AS lot
ON lot.transfer_id = line.id
LEFT JOIN (SELECT transfer_id, -sum(amount) AS total FROM ledger_lotuse WHERE amount < 0 GROUP BY transfer_id) AS refill
ON refill.transfer_id = line.id
WHERE line.amount <> coalesce(lot.total, 0) + coalesce(refill.total, 0)
"""

DEBIT_NAMES_ITS_LOTS = """
SELECT line.program_id, line.reference FROM ledger_transfer AS line
JOIN ledger_account AS account ON account.id = line.debit_id AND account.kind = 'participant'
LEFT JOIN (SELECT transfer_id, sum(amount) AS total FROM ledger_lotuse WHERE amount > 0 GROUP BY transfer_id) AS used
ON used.transfer_id = line.id
WHERE line.amount <> coalesce(used.total, 0)
"""

REVERSAL_MIRRORS = """
SELECT line.program_id, line.reference FROM ledger_transfer AS line
JOIN ledger_transfer AS original ON original.id = line.reverses_id
WHERE line.debit_id <> original.credit_id OR line.credit_id <> original.debit_id OR original.reverses_id IS NOT NULL
"""

NO_MORE_IS_REVERSED_THAN_MOVED = """
SELECT original.program_id, original.reference FROM ledger_transfer AS original
JOIN (SELECT reverses_id, sum(amount) AS total FROM ledger_transfer WHERE reverses_id IS NOT NULL GROUP BY reverses_id)
AS back ON back.reverses_id = original.id
WHERE back.total > original.amount
"""

LOT_ENDS_AS_EXTENDED = """
SELECT account.program_id, account.owner || ' ' || account.unit FROM ledger_lot AS lot
JOIN ledger_account AS account ON account.id = lot.account_id
JOIN (SELECT lot_id, max(until) AS until FROM ledger_lotextension GROUP BY lot_id) AS moved ON moved.lot_id = lot.id
WHERE lot.expires_on IS NULL OR lot.expires_on <> moved.until
"""

NOBODY_OWES_AND_HOLDS = """
SELECT account.program_id, account.owner || ' ' || account.unit FROM ledger_account AS account
JOIN ledger_account AS debt ON debt.program_id = account.program_id AND debt.owner = account.owner
AND debt.unit = account.unit AND debt.kind = 'owed'
WHERE account.kind = 'participant' AND account.balance > 0 AND debt.balance < 0
"""

LAWS = {
    "Not zero in sum": UNITS_SUM_TO_ZERO,
    "Balance differs from its lines": BALANCE_IS_SUM_OF_LINES,
    "Line does not follow the one before it": LINES_FOLLOW_EACH_OTHER,
    "Balance differs from its lots": BALANCE_IS_SUM_OF_LOTS,
    "Lot differs from its uses": LOT_IS_WHAT_USES_LEFT,
    "Lot ends on another day than it was extended to": LOT_ENDS_AS_EXTENDED,
    "Credit without lots": CREDIT_FILLS_LOTS,
    "Debit without lots": DEBIT_NAMES_ITS_LOTS,
    "Reversal is no mirror": REVERSAL_MIRRORS,
    "More was reversed than moved": NO_MORE_IS_REVERSED_THAN_MOVED,
    "Holds points and owes points": NOBODY_OWES_AND_HOLDS,
}
