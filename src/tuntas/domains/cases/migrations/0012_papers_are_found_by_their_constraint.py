"""A case's seen papers are found by the index of their constraint; a second one cost each tick."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_no_patterns_of_secrets'),
    ]

    operations = [
        migrations.AlterField(
            model_name='seenpaper',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='seen_papers', to='cases.case'),
        ),
    ]
