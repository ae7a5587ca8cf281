"""Two accounts of one person can become one; the newest guards are put in place."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ledger import guards


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards in place."""
    guards.install(schema_editor.connection)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away while tables change."""
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0005_adjustments'),
        ('programs', '0005_adjustments_by_two'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Merger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=80, verbose_name='merged account')),
                ('target', models.CharField(max_length=80, verbose_name='into')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('made_at', models.DateTimeField(verbose_name='made')),
            ],
            options={
                'verbose_name': 'merger of accounts',
                'verbose_name_plural': 'mergers of accounts',
            },
        ),
        migrations.RemoveConstraint(
            model_name='transfer',
            name='a_transfer_is_of_a_known_kind',
        ),
        migrations.AlterField(
            model_name='transfer',
            name='kind',
            field=models.CharField(choices=[('award', 'Award'), ('grant', 'Granted'), ('spend', 'Spent'), ('correction', 'Correction'), ('reversal', 'Reversed'), ('advance', 'Already spent: your next awards make up for these'), ('repayment', 'Kept back, because reversed points had already been spent'), ('expiry', 'Expired'), ('merge', 'Accounts merged'), ('return', 'Expired earlier, counted towards the reversal')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['award', 'grant', 'spend', 'correction', 'reversal', 'advance', 'repayment', 'expiry', 'merge', 'return'])), name='a_transfer_is_of_a_known_kind'),
        ),
        migrations.AddField(
            model_name='merger',
            name='made_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merger',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program'),
        ),
        migrations.AddConstraint(
            model_name='merger',
            constraint=models.UniqueConstraint(fields=('program', 'source'), name='an_account_is_merged_once'),
        ),
        migrations.AddConstraint(
            model_name='merger',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='a_merger_joins_two_accounts'),
        ),
        migrations.AddConstraint(
            model_name='merger',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_merger_has_a_reason'),
        ),
        migrations.RunPython(install, remove),
    ]
