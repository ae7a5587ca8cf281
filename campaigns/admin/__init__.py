"""Admin pages of campaigns, products, rules and code batches."""

from campaigns.admin import campaigns, codes, products, rules

__all__ = ["campaigns", "codes", "products", "rules"]
