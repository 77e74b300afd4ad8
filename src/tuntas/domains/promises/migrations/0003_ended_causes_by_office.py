"""What held an office up lately. Built without stopping those who report."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("promises", "0002_ended_promises_by_moment")]

    operations = [
        AddIndexConcurrently(
            model_name="delaycause",
            index=models.Index(
                fields=["office_code", "to_at"],
                name="cause_ended_at_an_office",
                condition=models.Q(("to_at__isnull", False)),
            ),
        ),
    ]
