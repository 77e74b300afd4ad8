"""Changes of what the register says: what was proposed, and each earlier version of a person."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

import tuntas.platform.ids
import tuntas.platform.secrets.fields


class Migration(migrations.Migration):
    dependencies = [("register", "0001_persons_families_and_events")]

    operations = [
        migrations.AlterField(
            model_name="civilevent",
            name="kind",
            field=models.CharField(
                choices=[("admission", "Admission"), ("birth", "Birth"), ("change", "Change")], max_length=12
            ),
        ),
        migrations.RemoveConstraint(model_name="civilevent", name="event_kind_is_known"),
        # Checked against what is there by the next migration, which holds no lock that a verb would wait for.
        AddConstraintNotValid(
            model_name="civilevent",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=["admission", "birth", "change"]), name="event_kind_is_known"
            ),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("case_id", models.UUIDField(primary_key=True, serialize=False)),
                ("changes", tuntas.platform.secrets.fields.EncryptedJSONField()),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="register.family",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="register.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", tuntas.platform.secrets.fields.EncryptedTextField()),
                ("details", tuntas.platform.secrets.fields.EncryptedJSONField()),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_ended",
                        to="register.civilevent",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="register.person",
                    ),
                ),
            ],
            options={
                "ordering": ["valid_until", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "ended_by"), name="an_event_ends_one_version_of_a_person"
                    ),
                    models.CheckConstraint(
                        condition=Q(valid_from__lte=F("valid_until")), name="a_version_ends_after_it_began"
                    ),
                ],
            },
        ),
    ]
