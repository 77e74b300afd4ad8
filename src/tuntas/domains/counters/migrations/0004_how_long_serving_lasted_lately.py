"""How long serving lasted lately at an office, found by letter: what the next one is told."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("counters", "0003_what_was_said_about_waits")]

    operations = [
        AddIndexConcurrently(
            "ticket",
            models.Index(
                fields=["office_code", "letter", "-finished_at"],
                condition=models.Q(state="finished"),
                name="ticket_finished_at_an_office",
            ),
        ),
    ]
