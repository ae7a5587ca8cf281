"""What campaign admins do: change rules by versions, make and release code batches, keep catalogue keys right."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.codes import digest, make_code
from campaigns.matching import alias_key
from campaigns.models import Campaign, CodeBatch, OnPackCode, Product, ProductAlias, ProductGtin, Rule
from common.refusals import Refused
from distributors.models import Distributor
from participants.models import User

AT_ONCE = 5_000
"""Codes written in one statement."""


class RuleRefused(Refused):
    """The rule was not changed."""


class BatchRefused(Refused):
    """The batch was not made or moved."""


@transaction.atomic
def add_rule(
    *,
    campaign: Campaign,
    kind: str,
    quantity: int,
    per_amount: Decimal | None,
    products: Iterable[Product],
    by: User | None,
    now: datetime,
    sponsor: str = Rule.Sponsor.ORGANIZER,
    replaces: Rule | None = None,
) -> Rule:
    """Put a rule into force from `now` on."""
    rule = Rule.objects.create(
        campaign=campaign,
        kind=kind,
        quantity=quantity,
        per_amount=per_amount,
        sponsor=sponsor,
        in_force_from=now,
        replaces=replaces,
        made_by=by,
    )
    rule.products.set(products)
    return rule


@transaction.atomic
def end_rule(*, rule: Rule, now: datetime) -> None:
    """The rule counts for no claim sent from `now` on; claims sent before keep it."""
    if not Rule.objects.filter(pk=rule.pk, in_force_until=None).update(in_force_until=now):
        raise RuleRefused(_("This rule was changed a moment ago. Reload the page."))
    rule.refresh_from_db(fields=["in_force_until"])


@transaction.atomic
def change_rule(
    *,
    rule: Rule,
    quantity: int,
    per_amount: Decimal | None,
    products: Iterable[Product],
    by: User,
    now: datetime,
    sponsor: str,
) -> Rule:
    """End this version and start the next; the old one stays, for the claims that were sent under it."""
    end_rule(rule=rule, now=now)
    return add_rule(
        campaign=rule.campaign,
        kind=rule.kind,
        quantity=quantity,
        per_amount=per_amount,
        products=products,
        by=by,
        now=now,
        sponsor=sponsor,
        replaces=rule,
    )


@transaction.atomic
def make_codes(*, batch: CodeBatch) -> list[str]:
    """Make the batch's codes and return them, once: only their digests are kept."""
    if batch.codes.exists():
        raise BatchRefused(_("The codes of this batch were made before. They are shown only once."))
    codes = list({make_code() for _number in range(batch.count)})
    while len(codes) < batch.count:
        codes.append(make_code())
    for rows in _in_parts(_rows(batch, codes)):
        OnPackCode.objects.bulk_create(rows)
    return codes


def _rows(batch: CodeBatch, codes: Iterable[str]) -> Iterator[OnPackCode]:
    for serial, code in enumerate(codes, start=1):
        yield OnPackCode(batch=batch, serial=serial, digest=digest(code, key=settings.CODE_KEY))


def _in_parts(rows: Iterator[OnPackCode]) -> Iterator[list[OnPackCode]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part


BATCH_MOVES = {
    CodeBatch.State.MADE: {CodeBatch.State.RELEASED, CodeBatch.State.RECALLED},
    CodeBatch.State.RELEASED: {CodeBatch.State.CLOSED, CodeBatch.State.RECALLED},
    CodeBatch.State.CLOSED: {CodeBatch.State.RELEASED, CodeBatch.State.RECALLED},
    CodeBatch.State.RECALLED: set(),
}


@transaction.atomic
def move_batch(*, batch: CodeBatch, to: str) -> None:
    """Release, close or recall a batch. Codes count only while it is released: stolen print files are worthless."""
    was = CodeBatch.State(batch.state)
    if CodeBatch.State(to) not in BATCH_MOVES[was]:
        raise BatchRefused(_("A batch that is %(was)s cannot become %(to)s.") % _state_names(was, to))
    if not CodeBatch.objects.filter(pk=batch.pk, state=was).update(state=to):
        raise BatchRefused(_("This batch was changed a moment ago. Reload the page."))
    batch.state = to


def _state_names(was: CodeBatch.State, to: str) -> dict[str, str]:
    return {"was": str(was.label), "to": str(CodeBatch.State(to).label)}


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
