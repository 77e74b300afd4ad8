"""By rank too, from here on: facts of before say no rank, and nobody is guessed to be ordinary."""

from django.db import migrations, models

_FACETS = ["all", "group", "service", "channel", "hour", "day", "crossed", "held", "rank"]


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_waiting_crossed")]

    operations = [
        migrations.RemoveConstraint("waitingfigures", "waiting_facet_is_known"),
        migrations.AddConstraint(
            "waitingfigures",
            models.CheckConstraint(condition=models.Q(("facet__in", _FACETS)), name="waiting_facet_is_known"),
        ),
        migrations.AddField(
            "waitingfigures", "even_minutes", models.PositiveIntegerField(default=0, db_default=0)
        ),
        migrations.AddIndex(
            "waitingfigures",
            models.Index(
                fields=["week"], condition=models.Q(facet__in=["held", "rank"]), name="waiting_ranks_of_a_week"
            ),
        ),
    ]
