"""Products: their numbers and their printed names."""

from uuid import UUID

from campaigns.matching import alias_key
from campaigns.models import Product, ProductAlias, ProductGtin
from distributors.models import Distributor


def name_gtin(*, product: Product, gtin: str) -> ProductGtin:
    """Give a product one more trade item number, kept as 14 digits."""
    return ProductGtin.objects.create(program_id=product.program_id, product=product, gtin=gtin.zfill(14))


def learn_alias(
    *, product: Product, distributor: Distributor, printed: str, learned_from: UUID | None = None
) -> ProductAlias | None:
    """Remember how a distributor prints a product, and the claim that taught it.

    A printed name that already means something keeps its meaning.
    """
    if not (key := alias_key(printed)):
        return None
    alias, _made = ProductAlias.objects.get_or_create(
        distributor=distributor,
        key=key,
        defaults={"product": product, "printed": printed[:200], "learned_from": learned_from},
    )
    return alias
