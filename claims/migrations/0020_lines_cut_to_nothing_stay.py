from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0019_redeeming_at_once_by_two_digests")]

    operations = [
        migrations.RemoveConstraint(model_name="awardline", name="an_award_line_gives_something"),
        migrations.AddConstraint(
            model_name="awardline",
            constraint=models.CheckConstraint(
                condition=models.Q(("full__gt", 0)), name="an_award_line_gives_something_or_was_cut"
            ),
        ),
    ]
