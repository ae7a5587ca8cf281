"""Rules of the first four kinds as effects and scopes."""

from uuid import uuid4

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def convert(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say each rule in its new words; versions that replaced each other share a lineage."""
    Rule = apps.get_model("campaigns", "Rule")
    lineages = {}
    # A version is always younger than the one it replaces.
    for rule in Rule.objects.order_by("pk"):
        rule.lineage, rule.version = lineages.get(rule.replaces_id, (uuid4(), 1))
        lineages[rule.pk] = rule.lineage, rule.version + 1
        unit, _per, what = rule.kind.partition("-per-")
        rule.unit, gives = unit, str(rule.quantity)
        rule.effect = {
            "unit": {"kind": "per-measure", "gives": gives},
            "amount": {"kind": "per-amount", "gives": gives, "each": str(rule.per_amount)},
            "claim": {"kind": "per-claim", "gives": gives},
        }[what]
        rule.kind = rule.effect["kind"]
        if products := sorted(rule.products.values_list("pk", flat=True)):
            rule.scope = {"products": products}
        rule.save()


class Migration(migrations.Migration):

    dependencies = [("campaigns", "0002_rules_of_every_kind")]

    operations = [
        migrations.RemoveConstraint(
            model_name='rule',
            name='a_rule_per_amount_names_the_amount',
        ),
        migrations.RunPython(convert),
        migrations.RemoveField(
            model_name='rule',
            name='per_amount',
        ),
        migrations.RemoveField(
            model_name='rule',
            name='quantity',
        ),
        migrations.AlterField(
            model_name='rule',
            name='kind',
            field=models.CharField(choices=[('per-measure', 'for each unit of a product'), ('per-amount', 'for each amount spent'), ('per-claim', 'for a claim'), ('per-set', 'for a set of products'), ('steps', 'for steps reached in a period'), ('multiplier', 'multiplier'), ('cap', 'cap')], max_length=20, verbose_name='what earns'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('lineage', 'version'), name='a_version_of_a_rule_is_written_once'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['per-measure', 'per-amount', 'per-claim', 'per-set', 'steps', 'multiplier', 'cap'])), name='a_rule_is_of_a_known_kind'),
        ),
    ]
