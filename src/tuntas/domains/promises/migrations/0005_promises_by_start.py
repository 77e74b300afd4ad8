import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """A report of delays asks which cases ran in a period; a BRIN index costs the clocks next to nothing."""

    atomic = False
    dependencies = [("promises", "0004_no_index_of_ended_promises")]

    operations = [
        AddIndexConcurrently(
            "promise",
            django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["started_at"], name="promises_by_start"
            ),
        ),
    ]
