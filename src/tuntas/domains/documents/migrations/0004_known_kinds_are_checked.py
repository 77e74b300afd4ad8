"""Looks once whether the documents that are there keep to the rules of 0003; no verb waits for it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_identity_card")]

    operations = [
        ValidateConstraint(model_name="document", name="document_kind_is_known"),
        ValidateConstraint(model_name="document", name="document_card_is_never_signed"),
    ]
