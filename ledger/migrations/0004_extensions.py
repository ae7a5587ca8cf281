"""Points can be let last longer, with a reason that is kept."""

import django.db.models.deletion
from django.conf import settings
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ledger import guards


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away while tables change."""
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_reversals_in_parts'),
        ('programs', '0004_how_long_points_last'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.AddField(
            model_name='lot',
            name='stretch',
            field=models.CharField(blank=True, default='', max_length=20, verbose_name='lasts on with each award'),
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(blank=True, max_length=80, verbose_name='owner')),
                ('until', models.DateField(verbose_name='until')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('made_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program')),
            ],
            options={
                'verbose_name': 'extension of points',
                'verbose_name_plural': 'extensions of points',
            },
        ),
        migrations.CreateModel(
            name='LotExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='until')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('extension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='ledger.extension')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='ledger.lot')),
            ],
            options={
                'verbose_name': 'extension of a lot',
                'verbose_name_plural': 'extensions of lots',
            },
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_extension_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='lotextension',
            constraint=models.UniqueConstraint(fields=('lot', 'extension'), name='an_extension_moves_a_lot_once'),
        ),
    ]
