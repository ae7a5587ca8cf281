"""Admin pages of campaigns, products, rules and code batches."""

from campaigns.admin import campaigns, codes, products, rules, tryouts

__all__ = ["campaigns", "codes", "products", "rules", "tryouts"]
