"""The KTP-el: a kind of its own, printed on a blank and never signed."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("birth_certificate", "Birth certificate excerpt"),
    ("family_card", "Family card"),
    ("child_card", "Child identity card"),
    ("ktp_el", "KTP-el"),
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_documents_of_one_number")]

    operations = [
        migrations.AlterField(
            model_name="document", name="kind", field=models.CharField(choices=KINDS, max_length=40)
        ),
        migrations.RemoveConstraint(model_name="document", name="document_kind_is_known"),
        migrations.RemoveConstraint(model_name="document", name="document_card_is_never_signed"),
        # Checked against what is there by the next migration, which holds no lock that a verb would wait for.
        AddConstraintNotValid(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _name in KINDS]), name="document_kind_is_known"
            ),
        ),
        AddConstraintNotValid(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=~Q(kind__in=["child_card", "ktp_el"], state="signed"),
                name="document_card_is_never_signed",
            ),
        ),
    ]
