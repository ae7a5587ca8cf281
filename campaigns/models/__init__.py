"""Campaigns: what a program rewards: editions, products with their names, rules, code batches."""

from campaigns.models.campaigns import Campaign
from campaigns.models.codes import CodeBatch, OnPackCode
from campaigns.models.products import Product, ProductAlias, ProductGtin, ProductName
from campaigns.models.rules import Baseline, Rule, RuleTally
from campaigns.models.tryouts import TryOut

__all__ = [
    "Baseline",
    "Campaign",
    "CodeBatch",
    "OnPackCode",
    "Product",
    "ProductAlias",
    "ProductGtin",
    "ProductName",
    "Rule",
    "RuleTally",
    "TryOut",
]
