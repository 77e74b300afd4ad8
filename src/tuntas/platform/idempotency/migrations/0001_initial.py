from django.db import migrations, models

import tuntas.platform.secrets.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("verb", models.CharField(max_length=60)),
                ("actor", models.CharField(max_length=80)),
                ("result", tuntas.platform.secrets.fields.EncryptedJSONField(null=True)),
                ("done_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={"db_table": "idempotency_outcome"},
        ),
    ]
