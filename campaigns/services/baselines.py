"""What holders bought before, as rules for steps count beyond it: handed in one by one or as a sheet."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from campaigns.models import Baseline, Rule
from campaigns.rules import Holder, Steps
from participants.models import Company, Participant

BATCH = 1000


def holder_of(rule: Rule) -> Holder | None:
    """For whom the rule counts beyond a baseline; None if it does not."""
    effect = rule.terms.effect
    return effect.holder if isinstance(effect, Steps) and effect.over_baseline else None


def known_holders(rule: Rule) -> dict[str, str]:
    """From each e-mail and number, or tax id, of the program to the subject under which sums are kept."""
    program = rule.campaign.program
    if holder_of(rule) == Holder.COMPANY:
        firms = Company.objects.filter(program=program).exclude(tax_id="").values_list("tax_id", "uuid")
        return {tax_id.lower(): f"company:{uuid}" for tax_id, uuid in firms}
    people = Participant.objects.filter(program=program, left_at=None, merged_into=None)
    known = {}
    for email, uuid in people.values_list("user__email", "uuid"):
        known[email.lower()] = known[str(uuid)] = f"participant:{uuid}"
    return known


def baselines_of(rule: Rule) -> dict[str, Decimal]:
    """What is there already, by subject."""
    return dict(Baseline.objects.filter(lineage=rule.lineage).values_list("subject", "counted"))


@transaction.atomic
def set_baselines(*, rule: Rule, counted: Mapping[str, Decimal]) -> None:
    """Write these baselines, in the place of those that these holders had; others stay."""
    rows = [Baseline(lineage=rule.lineage, subject=subject, counted=value) for subject, value in counted.items()]
    Baseline.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["lineage", "subject"],
        update_fields=["counted"],
    )


def remove_baseline(*, rule: Rule, subject: str) -> None:
    """This holder has none any more: all that is bought counts."""
    Baseline.objects.filter(lineage=rule.lineage, subject=subject).delete()
