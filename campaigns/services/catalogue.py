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

    A name that an earlier claim taught takes the newer meaning; what each claim was corrected to stays with the claim.
    A name without a claim was stated by the organizer, and keeps its meaning.
    """
    if not (key := alias_key(printed)):
        return None
    alias, is_new = ProductAlias.objects.get_or_create(
        distributor=distributor,
        key=key,
        defaults={"product": product, "printed": printed[:200], "learned_from": learned_from},
    )
    is_taught = alias.learned_from is not None
    if not is_new and is_taught and alias.product_id != product.pk:
        alias.product, alias.printed, alias.learned_from = product, printed[:200], learned_from
        alias.save(update_fields=["product", "printed", "learned_from"])
    return alias


def forget_alias(*, product: Product, distributor: Distributor, printed: str) -> None:
    """A printed name does not mean the product after all. Only what a claim taught is forgotten."""
    taught = ProductAlias.objects.filter(distributor=distributor, key=alias_key(printed), product=product)
    taught.filter(learned_from__isnull=False).delete()


def forget_aliases(*, learned_from: UUID) -> None:
    """A claim teaches nothing any more: the printed names that it taught are forgotten."""
    ProductAlias.objects.filter(learned_from=learned_from).delete()
