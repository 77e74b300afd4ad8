"""How long somebody was served before they were set aside: the time aside is measured apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("counters", "0009_days_that_are_over")]

    operations = [
        migrations.AddField("ticket", "served_before", models.PositiveIntegerField(db_default=0, default=0)),
    ]
