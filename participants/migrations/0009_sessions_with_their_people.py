from itertools import islice
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

OLD = "django_session"
AT_ONCE = 1000


def take_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who is signed in stays signed in. The old table goes; a new database never had it."""
    connection = schema_editor.connection
    if OLD not in connection.introspection.table_names():
        return
    session, user = apps.get_model("participants", "Session"), apps.get_model("participants", "User")
    people = {str(pk) for pk in user.objects.values_list("pk", flat=True)}
    old = session.objects.raw(f"SELECT session_key, session_data, expire_date, NULL AS user_id FROM {OLD}")  # noqa: S608
    standing = (_with_person(one, people) for one in old if one.expire_date > timezone.now())
    while some := list(islice(standing, AT_ONCE)):
        session.objects.bulk_create(some)
    schema_editor.execute(f"DROP TABLE {OLD}")


def _with_person(session: Any, people: set[str]) -> Any:
    known = str(SessionStore().decode(session.session_data).get(SESSION_KEY, ""))
    session.user_id = known if known in people else None
    return session


class Migration(migrations.Migration):
    dependencies = [("participants", "0008_who_may_spend_a_companys_credits")]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
