"""A line can be given back in parts: as many reversals as its amount allows, which the guards sum up.

The guards come back with the newest migration of the ledger, when all that they speak of is there.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ledger import guards


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away while tables change."""
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]
    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="transfer", name="a_transfer_is_reversed_once"),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                fields=["reverses"],
                condition=models.Q(("reverses__isnull", False)),
                name="reversals_of_a_transfer",
            ),
        ),
    ]
