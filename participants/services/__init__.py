"""The verbs of people: joining, agreeing, changing one's details, leaving."""

from participants.services.companies import enter_company, leave_company
from participants.services.joining import (
    JoinRefused,
    agree,
    change_details,
    choose_language,
    join,
    may_be_contacted,
    withdraw_contact,
)
from participants.services.leaving import leave

__all__ = [
    "JoinRefused",
    "agree",
    "change_details",
    "choose_language",
    "enter_company",
    "join",
    "leave",
    "leave_company",
    "may_be_contacted",
    "withdraw_contact",
]
