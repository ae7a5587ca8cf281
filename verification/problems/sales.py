"""Problems of a claim beside the distributor's own sale."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from claims.telling import written
from verification.comparing import Difference, Differing
from verification.problems.facts import ClaimFacts
from verification.problems.making import problem
from verification.problems.values import Problem

FACTS = {
    Difference.DATE: ("issue_date",),
    Difference.TOTAL: ("total",),
    Difference.BUYER: ("buyer_tax_id",),
    Difference.BUYER_UNKNOWN: ("buyer_tax_id",),
}


def _differences(facts: ClaimFacts) -> Iterator[Problem]:
    for one in facts.sale.differences:
        text = _SENTENCES[one.what](_told(one, currency=facts.stated.get("currency", "")))
        lines = (f"line-{one.position}",) if one.position else ()
        yield problem(f"sale-{one.what}", text, FACTS.get(one.what, lines))


def _told(one: Differing, *, currency: str) -> dict[str, object]:
    name = {Difference.DATE: "issue_date", Difference.TOTAL: "total"}.get(one.what, "")
    return {
        "claimed": written(name, one.claimed, currency=currency),
        "sold": written(name, one.sold, currency=currency),
        "line": one.position,
    }


_SENTENCES: dict[Difference, Callable[[dict[str, object]], str]] = {
    Difference.DATE: lambda told: _("In the sales file the date is %(sold)s.") % told,
    Difference.TOTAL: lambda told: _("In the sales file the total is %(sold)s.") % told,
    Difference.BUYER: lambda told: _("In the sales file the buyer is %(sold)s, not %(claimed)s.") % told,
    Difference.BUYER_UNKNOWN: lambda told: (
        _("In the sales file the buyer is %(sold)s; the participant's firm is not known.") % told
    ),
    Difference.BUYER_UNNAMED: lambda told: _("The sales file names no buyer."),
    Difference.NOT_SOLD: lambda told: _("Line %(line)s is not on the sale in the sales file.") % told,
    Difference.FEWER_SOLD: lambda told: (
        _("Line %(line)s: %(claimed)s claimed, %(sold)s sold according to the sales file.") % told
    ),
    Difference.CREDITED: lambda told: (
        _("Line %(line)s: %(claimed)s claimed, %(sold)s left after a credit note.") % told
    ),
}

FINDERS = (_differences,)
