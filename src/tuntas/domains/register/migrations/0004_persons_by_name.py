import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0003_known_kinds_are_checked")]

    operations = [
        migrations.AddField(
            "person",
            "name_keys",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None),
        ),
    ]
