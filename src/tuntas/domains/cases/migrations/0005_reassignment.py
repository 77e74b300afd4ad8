from django.db import migrations, models

import tuntas.platform.ids


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_family_exception")]

    operations = [
        migrations.CreateModel(
            name="Reassignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("office_code", models.CharField(max_length=20)),
                ("held_by", models.UUIDField()),
                ("given_to", models.UUIDField(null=True)),
                ("cases", models.JSONField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("undone_by", models.UUIDField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["office_code", "-at"], name="reassignment_at_an_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reassignment_undone_says_who_and_when",
                    )
                ],
            },
        ),
    ]
