"""Why a claim was refused, questioned or taken back: stable codes, each with a sentence for the participant.

`docs/reasons.md` lists them; a test compares the two.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The codes are kept for good: history lines refer to them."""

    UNREADABLE = "unreadable", _("The picture cannot be read.")
    NOT_A_PURCHASE = "not-a-purchase", _("This is not a purchase document.")
    NOT_OURS = "not-our-document", _("The seller does not know this document.")
    OUTSIDE_WINDOW = "outside-window", _("The purchase is outside the time of the campaign.")
    NO_PRODUCT = "no-product", _("No product of the program is on the document.")
    QUANTITY_DIFFERS = "quantity-differs", _("The quantities differ from the sale.")
    BUYER_DIFFERS = "buyer-differs", _("The document names another buyer.")
    ALREADY_CLAIMED = "already-claimed", _("This document was claimed before.")
    RETURNED = "returned", _("The goods were returned.")
    ALTERED = "altered", _("The document was changed.")
    NOT_ELIGIBLE = "not-eligible", _("This seller or buyer does not take part.")
    PAID_IN_ERROR = "paid-in-error", _("The points were given by mistake.")
    NEED_PAGE = "need-page", _("A page is missing.")
    NEED_BETTER_PICTURE = "need-better-picture", _("A better picture is needed.")
    NEED_ANSWER = "need-answer", _("The seller has a question.")
    HANDED_OVER = "handed-over", _("The organizer decides instead of the seller.")
    OTHER = "other", _("Another reason, as written.")


REFUSALS = (
    Reason.NOT_OURS,
    Reason.OUTSIDE_WINDOW,
    Reason.NO_PRODUCT,
    Reason.QUANTITY_DIFFERS,
    Reason.BUYER_DIFFERS,
    Reason.ALREADY_CLAIMED,
    Reason.RETURNED,
    Reason.UNREADABLE,
    Reason.OTHER,
    Reason.NOT_ELIGIBLE,
)
"""What a clerk can choose when refusing, in the order of the digit keys: hands know them, so a new one comes last."""

QUESTIONS = (
    Reason.NEED_BETTER_PICTURE,
    Reason.NEED_PAGE,
    Reason.BUYER_DIFFERS,
    Reason.QUANTITY_DIFFERS,
    Reason.NEED_ANSWER,
)
"""What a clerk can choose when asking."""

REVERSALS = (Reason.RETURNED, Reason.PAID_IN_ERROR, Reason.ALTERED, Reason.ALREADY_CLAIMED, Reason.OTHER)
"""Why a confirmed claim can be taken back."""
