from typing import Any

from django.db import migrations

from claims.services import at_once


def install(apps: Any, schema_editor: Any) -> None:
    """The function as it is now; before and after, the same rows are written."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(at_once.definition(), params=None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_credits_that_end_are_told_too")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
