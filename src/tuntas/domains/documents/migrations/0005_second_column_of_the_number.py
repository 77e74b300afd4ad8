"""A second column beside the keyed hash of the number, for the hash key that comes next."""

from django.db import migrations, models

from tuntas.platform.secrets.guarding import guard


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_known_kinds_are_checked"), ("secrets", "0001_hash_columns")]

    operations = [
        migrations.AddField("document", "number_hash_even", models.BinaryField(max_length=32, null=True)),
        guard("documents_document", "number_hash"),
    ]
