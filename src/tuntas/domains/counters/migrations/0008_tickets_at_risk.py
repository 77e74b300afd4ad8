"""Which tickets are at risk, as last looked at: a desk marks them without reckoning anew."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("counters", "0007_referrals")]

    operations = [
        migrations.AddField(
            "outlook",
            "tickets_at_risk",
            django.contrib.postgres.fields.ArrayField(models.UUIDField(), db_default=[], default=list),
        ),
    ]
