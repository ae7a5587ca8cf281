"""All that is needed to find a claim's problems, gathered beforehand: finding them asks nobody anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from verification.comparing import Differing
from verification.problems.values import Twin


@dataclass(frozen=True, slots=True)
class Known:
    """A document number of the distributor's, from its sales or confirmed claims, as `common.texts.number_key`."""

    key: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Sent:
    """Another claim of the participant's, sent some time before this one."""

    sent_at: datetime
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Net, tax and total as they stand on the paper, all read surely."""

    net: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class ClerkHabit:
    """Who answered most of this participant's claims at the distributor.

    `his` of `answered` were this clerk's. Among the clerk's own last answers, `usual` is the median of what the other
    `people` have each.
    """

    name: str
    his: int
    answered: int
    usual: float
    people: int


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties the claimant to the distributor. `namesakes` are its clerks with the claimant's surname."""

    is_clerk: bool = False
    is_own_firm: bool = False
    namesakes: tuple[str, ...] = ()
    clerks: int = 0


@dataclass(frozen=True, slots=True)
class Habits:
    """What the participant, the device and the clerks did before.

    `sent_at` is the moment of this claim. `limits` are the values up to which the campaign decides without anybody.
    `on_device` are the accounts of other firms' people that sent documents from the same browser lately; `at_address`
    the accounts and the uploads of the day before from the same network address.
    """

    sent_at: datetime | None = None
    sent_before: tuple[Sent, ...] = ()
    limits: tuple[Decimal, ...] = ()
    on_device: int = 0
    at_address: tuple[int, int] = (0, 0)
    ties: Ties = field(default_factory=Ties)
    clerk: ClerkHabit | None = None


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """What the distributor's own sale says: in what the two differ, and whether it `proves` the claim."""

    differences: tuple[Differing, ...] = ()
    proves: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """All that is needed to find a claim's problems. `disputed` are the fields over which what was read differs.

    `contradicted` are those of them in which the code on the document and its print differ.
    """

    issue_date: date | None
    submitted_on: date
    starts_on: date
    ends_on: date
    claim_days: int
    has_distributor: bool
    distributor_takes_part: bool
    stated: Mapping[str, str]
    read: Mapping[str, str]
    reading_state: str
    buyer_tax_id: str
    company_tax_id: str
    document_type: str
    line_products: tuple[bool, ...]
    warnings: tuple[tuple[str, str, int | None], ...]
    twins: tuple[Twin, ...]
    is_appeal: bool = False
    disputed: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    joined_on: date | None = None
    sums: Sums | None = None
    number_key: str = ""
    known_numbers: tuple[Known, ...] = ()
    sale: SaleFacts = SaleFacts()
    habits: Habits = Habits()
