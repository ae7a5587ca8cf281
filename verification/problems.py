"""Problems of a claim as values: finding them is pure, and the queue, the page and the gate read the same list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from claims.extraction_sentences import on_page
from claims.reasons import Reason
from claims.telling import written
from common.texts import firm_key, tax_key

SMALL_DIFFERENCE = Decimal("0.01")


class Weight(StrEnum):
    """How much a problem matters: it blocks a plain yes, raises doubt, or is only worth knowing."""

    BLOCKS = "blocks"
    DOUBT = "doubt"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A named doubt or obstacle. `facts` names the fields it is about, `twin` the number of another claim.

    `refusal` is the reason with which a claim is refused for it. A block of time or eligibility `is_liftable`: an
    appeal may be right, so the organizer may confirm past it and says why. Past any other block nobody confirms.
    """

    code: str
    weight: Weight
    text: str
    facts: tuple[str, ...] = ()
    twin: str = ""
    refusal: str = ""
    is_liftable: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """Another claim that looks like the same document: by what it was found, whose it is, where it stands."""

    number: str
    uuid: str
    by: str
    is_same_person: bool
    is_verified: bool


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """All that is needed to find a claim's problems. `disputed` are the fields over which what was read differs."""

    issue_date: date | None
    submitted_on: date
    starts_on: date
    ends_on: date
    claim_days: int
    has_distributor: bool
    distributor_takes_part: bool
    stated: dict[str, str]
    read: dict[str, str]
    reading_state: str
    buyer_tax_id: str
    company_tax_id: str
    document_type: str
    line_products: tuple[bool, ...]
    warnings: tuple[tuple[str, str, int | None], ...]
    twins: tuple[Twin, ...]
    is_appeal: bool = False
    disputed: tuple[str, ...] = ()


def find_problems(facts: ClaimFacts) -> list[Problem]:
    """Every problem, the gravest first."""
    found = [problem for finder in FINDERS for problem in finder(facts)]
    return sorted(found, key=lambda problem: list(Weight).index(problem.weight))


def _when(facts: ClaimFacts) -> Iterator[Problem]:
    if facts.issue_date is None:
        return
    if not facts.starts_on <= facts.issue_date <= facts.ends_on:
        yield _out_of_time("outside-campaign", _("The purchase is outside the time of the campaign."))
    elif facts.issue_date + timedelta(days=facts.claim_days) < facts.submitted_on:
        text = _("The purchase was claimed after more than %(days)s days.") % {"days": facts.claim_days}
        yield _out_of_time("claimed-late", text)
    if facts.issue_date > facts.submitted_on:
        yield Problem("in-the-future", Weight.BLOCKS, _("The date of purchase is after the claim."), ("issue_date",))


def _out_of_time(code: str, text: str) -> Problem:
    return Problem(code, Weight.BLOCKS, text, ("issue_date",), refusal=Reason.OUTSIDE_WINDOW, is_liftable=True)


def _who(facts: ClaimFacts) -> Iterator[Problem]:
    if not facts.has_distributor:
        yield Problem("unknown-seller", Weight.DOUBT, _("The seller is not known in the program."), ("issuer_name",))
    elif not facts.distributor_takes_part:
        text = _("The seller does not take part in the campaign.")
        yield Problem("seller-not-in-campaign", Weight.BLOCKS, text, refusal=Reason.NOT_ELIGIBLE, is_liftable=True)
    if facts.buyer_tax_id and facts.company_tax_id and tax_key(facts.buyer_tax_id) != tax_key(facts.company_tax_id):
        text = _("The document names another buyer than the participant's firm.")
        yield Problem("other-buyer", Weight.DOUBT, text, ("buyer_tax_id",), refusal=Reason.BUYER_DIFFERS)


def _what(facts: ClaimFacts) -> Iterator[Problem]:
    if not any(facts.line_products):
        text = _("No product of the program is on the claim.")
        yield Problem("no-product", Weight.BLOCKS, text, refusal=Reason.NO_PRODUCT)
    if facts.document_type in {"credit-note", "correction", "pro-forma", "order", "delivery-note"}:
        yield Problem("not-a-purchase", Weight.DOUBT, _("The document does not look like an invoice or receipt."))


def _reading(facts: ClaimFacts) -> Iterator[Problem]:
    if facts.reading_state in {"waiting", "reading"}:
        yield Problem("not-read-yet", Weight.NOTE, _("The document is still being read."))
    elif facts.reading_state == "unreadable":
        yield Problem(
            "unreadable", Weight.DOUBT, _("The document could not be read by machine; please compare it yourself.")
        )
    for name in _differing(facts):
        text = _("The claim says “%(stated)s”, the document was read as “%(read)s”.")
        values = {
            "stated": written(name, facts.stated[name], currency=facts.stated.get("currency", "")),
            "read": written(
                name, facts.read[name], currency=facts.read.get("currency") or facts.stated.get("currency", "")
            ),
        }
        yield Problem(f"differs-{name.replace('_', '-')}", Weight.DOUBT, text % values, (name,))
    for code, text, page in facts.warnings:
        fields = facts.disputed if code == "sources-disagree" else ()
        yield Problem(f"reading-{code}", Weight.NOTE, on_page(text, page), fields)


def _differing(facts: ClaimFacts) -> Iterator[str]:
    for name in ("issuer_tax_id", "document_number", "issue_date", "total"):
        stated, read = facts.stated.get(name, ""), facts.read.get(name, "")
        if stated and read and not _agree(name, stated, read):
            yield name


def _agree(name: str, stated: str, read: str) -> bool:
    if name == "total":
        return abs(Decimal(stated) - Decimal(read)) < SMALL_DIFFERENCE
    if name == "issuer_tax_id":
        return tax_key(stated) == tax_key(read)
    return firm_key(stated) == firm_key(read)


_TWIN_CODES = {"bytes": "same-file", "identity": "same-document", "fiscal": "same-document", "picture": "like-picture"}


def _twins(facts: ClaimFacts) -> Iterator[Problem]:
    for twin in facts.twins:
        weight = Weight.BLOCKS if _is_paid_for(twin) else Weight.DOUBT
        yield Problem(_TWIN_CODES[twin.by], weight, _twin_text(twin), twin=twin.number, refusal=Reason.ALREADY_CLAIMED)


def _is_paid_for(twin: Twin) -> bool:
    return twin.is_verified and twin.by in {"identity", "fiscal"}


def _twin_text(twin: Twin) -> str:
    if _is_paid_for(twin):
        return _("This document is paid for already: %(number)s.") % {"number": twin.number}
    if twin.by == "picture":
        return _("Claim %(number)s has a very similar picture.") % {"number": twin.number}
    if twin.is_same_person:
        return _("The same person claimed this document before: %(number)s.") % {"number": twin.number}
    return _("Somebody else claimed this document: %(number)s.") % {"number": twin.number}


FINDERS = (_when, _who, _what, _reading, _twins)


def has_doubt(problems: Sequence[Problem]) -> bool:
    """Whether anything stands against a plain yes."""
    return any(problem.weight != Weight.NOTE for problem in problems)


def blocks(problems: Sequence[Problem]) -> list[Problem]:
    """What stands against any yes, the gravest first: what nobody lifts before what the organizer may."""
    found = [problem for problem in problems if problem.weight == Weight.BLOCKS]
    return sorted(found, key=lambda problem: problem.is_liftable)


def fitting_refusal(problems: Sequence[Problem]) -> str:
    """The reason to put forward when the claim is refused, or nothing: that of the gravest problem that has one."""
    return next((problem.refusal for problem in [*blocks(problems), *problems] if problem.refusal), "")
