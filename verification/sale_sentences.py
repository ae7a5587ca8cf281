"""In what a claim and the distributor's sale differ, in words."""

from django.utils.translation import gettext as _

from claims.telling import written
from verification.comparing import Difference, Differing


def sentence(one: Differing, *, product: str = "", currency: str = "") -> str:
    """One difference; `product` is what the claim's line is called, where it is about one."""
    values = {
        "product": product,
        "claimed": _said(one, one.claimed, currency),
        "sold": _said(one, one.sold, currency),
    }
    return _sentences()[one.what] % values


def _said(one: Differing, value: str, currency: str) -> str:
    name = {Difference.DATE: "issue_date", Difference.TOTAL: "total"}.get(one.what, "")
    return written(name, value, currency=currency)


def _sentences() -> dict[Difference, str]:
    return {
        Difference.DATE: _("Your file says %(sold)s, the claim %(claimed)s."),
        Difference.BUYER: _("Your file names another buyer: %(sold)s."),
        Difference.BUYER_UNKNOWN: _("Your file names the buyer %(sold)s; which firm the participant has is not known."),
        Difference.BUYER_UNNAMED: _("Your file names no buyer."),
        Difference.TOTAL: _("Your file says %(sold)s in all, the claim %(claimed)s."),
        Difference.NOT_SOLD: _("%(product)s: not in this sale."),
        Difference.FEWER_SOLD: _("%(product)s: %(sold)s sold, %(claimed)s claimed."),
        Difference.CREDITED: _("%(product)s: %(sold)s left after a credit note, %(claimed)s claimed."),
    }
