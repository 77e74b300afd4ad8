"""Who of an office's staff looked at what: read by office and moment. Built without stopping those who write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("journal", "0003_notify_when_placed")]

    operations = [
        AddIndexConcurrently(
            model_name="fact",
            index=models.Index(
                fields=["office", "at"],
                name="fact_of_staff_at_an_office",
                condition=models.Q(("actor_kind", "staff")),
            ),
        ),
    ]
