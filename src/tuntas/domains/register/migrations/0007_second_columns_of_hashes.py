"""A second column beside each keyed hash, for the hash key that comes next."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from tuntas.platform.secrets.guarding import guard


def _hash() -> models.BinaryField:
    return models.BinaryField(max_length=32, null=True)


class Migration(migrations.Migration):
    dependencies = [("register", "0006_find_earlier_persons_by_name"), ("secrets", "0001_hash_columns")]

    operations = [
        migrations.AddField("civilevent", "akta_number_hash_even", _hash()),
        migrations.AddField("family", "number_hash_even", _hash()),
        migrations.AddField("person", "birth_hash_even", _hash()),
        migrations.AddField("person", "nik_hash_even", _hash()),
        migrations.AlterField("family", "number_hash", _hash()),
        migrations.AlterField("person", "nik_hash", _hash()),
        AddConstraintNotValid(
            "person",
            models.CheckConstraint(
                condition=Q(nik_hash__isnull=False) | Q(nik_hash_even__isnull=False), name="a_nik_can_be_found"
            ),
        ),
        AddConstraintNotValid(
            "family",
            models.CheckConstraint(
                condition=Q(number_hash__isnull=False) | Q(number_hash_even__isnull=False),
                name="a_family_number_can_be_found",
            ),
        ),
        guard("register_civilevent", "akta_number_hash"),
        guard("register_family", "number_hash"),
        guard("register_person", "birth_hash"),
        guard("register_person", "nik_hash"),
    ]
