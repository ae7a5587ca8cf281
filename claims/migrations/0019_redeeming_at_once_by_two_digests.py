from typing import Any

from django.db import migrations

from claims.services import at_once


def install(apps: Any, schema_editor: Any) -> None:
    """The function of now in place of the one that took a list; before and after, the same rows are written."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {at_once.FUNCTION}", params=None)
        schema_editor.execute(at_once.definition(), params=None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0018_redeeming_at_once_anew")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
