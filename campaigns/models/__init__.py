"""Campaigns: what a program rewards: editions, products with their names, rules, code batches."""

from campaigns.models.areas import CodeArea
from campaigns.models.budgets import BudgetNotice, BudgetShare
from campaigns.models.campaigns import Campaign
from campaigns.models.codes import BatchMove, CodeBatch, OnPackCode, PrintFile, RangeMove, RecalledRange
from campaigns.models.products import Product, ProductAlias, ProductGtin, ProductName
from campaigns.models.rules import Baseline, Rule, RuleTally
from campaigns.models.tryouts import TryOut

__all__ = [
    "Baseline",
    "BatchMove",
    "BudgetNotice",
    "BudgetShare",
    "Campaign",
    "CodeArea",
    "CodeBatch",
    "OnPackCode",
    "PrintFile",
    "Product",
    "ProductAlias",
    "ProductGtin",
    "ProductName",
    "RangeMove",
    "RecalledRange",
    "Rule",
    "RuleTally",
    "TryOut",
]
