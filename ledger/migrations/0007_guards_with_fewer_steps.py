from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ledger import guards


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards of now in place; they allow and refuse the same as before."""
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_mergers")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
