"""Claims that were looked over before say so in the queue's order; everything else stays in doubt until it is seen."""

from typing import Any

from django.db import migrations


def note_doubts(apps: Any, _schema_editor: Any) -> None:
    """Nothing was found on them."""
    claims = apps.get_model("claims", "Claim").objects.filter(status="submitted")
    claims.filter(check_made__blocks=0, check_made__doubts=0).update(doubt=0)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0014_the_order_of_the_queue_and_where_files_came_from"),
        ("verification", "0005_how_and_by_how_many_a_claim_is_decided"),
    ]

    operations = [migrations.RunPython(note_doubts, migrations.RunPython.noop)]
