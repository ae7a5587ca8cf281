"""What a problem is called where there is no claim to speak of, such as in the queue's filter."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "same-document": _("claimed before"),
    "same-file": _("the same file"),
    "like-picture": _("a similar picture"),
    "outside-campaign": _("outside the campaign"),
    "claimed-late": _("claimed late"),
    "in-the-future": _("date in the future"),
    "unknown-seller": _("unknown seller"),
    "seller-not-in-campaign": _("seller not in the campaign"),
    "other-buyer": _("another buyer"),
    "no-product": _("no product"),
    "not-a-purchase": _("not an invoice or receipt"),
    "unreadable": _("not readable by machine"),
    "differs-issuer-tax-id": _("seller's tax id differs"),
    "differs-document-number": _("number differs"),
    "differs-issue-date": _("date differs"),
    "differs-total": _("total differs"),
}
"""By code, the blocks and doubts of `verification.problems`."""
