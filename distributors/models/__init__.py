"""Distributors: the firms that sell the organizer's products, their people, and what they sold."""

from distributors.models.changes import PartnerChange
from distributors.models.customers import CustomerNumber
from distributors.models.firms import Branch, Distributor, DistributorAlias
from distributors.models.handing_over import SalesKey, SalesMapping
from distributors.models.people import Clerk, ClerkInvitation, Introduction, JoinLink
from distributors.models.sales import LeftOut, Sale, SaleLine, SalesFile

__all__ = [
    "Branch",
    "Clerk",
    "ClerkInvitation",
    "CustomerNumber",
    "Distributor",
    "DistributorAlias",
    "Introduction",
    "JoinLink",
    "LeftOut",
    "PartnerChange",
    "Sale",
    "SaleLine",
    "SalesFile",
    "SalesKey",
    "SalesMapping",
]
