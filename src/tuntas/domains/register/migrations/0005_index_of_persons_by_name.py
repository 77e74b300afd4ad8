import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("register", "0004_persons_by_name")]

    operations = [
        AddIndexConcurrently(
            "person", django.contrib.postgres.indexes.GinIndex(fields=["name_keys"], name="persons_by_name")
        ),
    ]
