"""Distributors: the firms that sell the organizer's products, their people, and what they sold."""

from distributors.models.firms import Branch, Distributor, DistributorAlias
from distributors.models.people import Clerk, ClerkInvitation, Introduction, JoinLink
from distributors.models.sales import Sale, SaleLine, SalesFile

__all__ = [
    "Branch",
    "Clerk",
    "ClerkInvitation",
    "Distributor",
    "DistributorAlias",
    "Introduction",
    "JoinLink",
    "Sale",
    "SaleLine",
    "SalesFile",
]
