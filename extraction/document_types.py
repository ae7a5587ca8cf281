"""What kind of document was read: the small vocabulary behind the field `document_type`."""

from __future__ import annotations

INVOICE = "invoice"
"""An invoice over goods or services, the simplified kinds included."""

RECEIPT = "receipt"
"""A till receipt."""

CREDIT_NOTE = "credit-note"
"""Gives money back. Its amounts stand as printed, which is often without a minus."""

CORRECTION = "correction"
"""Changes an earlier invoice; total and lines are the difference."""

ADVANCE = "advance"
"""Money taken before delivery: the goods are not delivered yet."""

PRO_FORMA = "pro-forma"
"""An offer or order that looks like an invoice."""

SELF_BILLED = "self-billed"
"""An invoice that the buyer wrote for the seller."""

DELIVERY_NOTE = "delivery-note"
"""Goods moved, nothing sold."""

OTHER = "other"
"""Known, and none of the above: a purchase by the shop, a training receipt, a copy, a cancelled document."""

ALL = (
    INVOICE,
    RECEIPT,
    CREDIT_NOTE,
    CORRECTION,
    ADVANCE,
    PRO_FORMA,
    SELF_BILLED,
    DELIVERY_NOTE,
    OTHER,
)
