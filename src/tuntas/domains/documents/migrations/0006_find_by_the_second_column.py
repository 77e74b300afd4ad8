from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0005_second_column_of_the_number")]

    operations = [
        AddIndexConcurrently(
            "document",
            models.Index(
                condition=Q(status="valid"), fields=["number_hash_even"], name="document_valid_by_number_even"
            ),
        ),
    ]
