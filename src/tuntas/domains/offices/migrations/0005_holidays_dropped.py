"""A holiday that a decree took away stays as a row, so that it does not come back."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("offices", "0004_places_described_open_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="holiday",
            name="is_dropped",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
