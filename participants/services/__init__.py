"""The verbs of people: joining, agreeing, changing one's details, being certified, leaving."""

from participants.services.companies import enter_company, leave_company, let_spend
from participants.services.joining import (
    JoinRefused,
    agree,
    change_details,
    choose_language,
    join,
    may_be_contacted,
    may_show_certificates,
    withdraw,
)
from participants.services.leaving import leave
from participants.services.qualifying import disqualify, qualify

__all__ = [
    "JoinRefused",
    "agree",
    "change_details",
    "choose_language",
    "disqualify",
    "enter_company",
    "join",
    "leave",
    "leave_company",
    "let_spend",
    "may_be_contacted",
    "may_show_certificates",
    "qualify",
    "withdraw",
]
