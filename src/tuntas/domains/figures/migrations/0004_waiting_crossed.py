"""Service, channel and hour are counted crossed as well, so everything is counted anew from the journal."""

from django.db import migrations, models

_FACETS = ["all", "group", "service", "channel", "hour", "day", "crossed"]


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_waiting_figures")]

    operations = [
        migrations.RemoveConstraint("waitingfigures", "waiting_facet_is_known"),
        migrations.AddConstraint(
            "waitingfigures",
            models.CheckConstraint(condition=models.Q(("facet__in", _FACETS)), name="waiting_facet_is_known"),
        ),
        # Whoever counts next begins with the first leaf: the crossed rows of the past are made like all others.
        migrations.RunSQL(
            "DELETE FROM figures_waiting; UPDATE figures_waiting_position SET leaves = 0", migrations.RunSQL.noop
        ),
    ]
