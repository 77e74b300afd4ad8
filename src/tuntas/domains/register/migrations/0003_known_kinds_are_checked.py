"""Looks once whether the events that are there are of a known kind; no verb waits for it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0002_changes_of_persons")]

    operations = [ValidateConstraint(model_name="civilevent", name="event_kind_is_known")]
