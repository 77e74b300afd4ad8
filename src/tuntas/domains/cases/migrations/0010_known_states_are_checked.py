"""Looks once whether all cases stand in a known state; no verb waits for it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_reopened_proposals")]

    operations = [ValidateConstraint(model_name="case", name="case_status_is_known")]
