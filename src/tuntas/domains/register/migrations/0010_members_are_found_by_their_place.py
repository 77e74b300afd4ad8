"""A family's members are found by the index of their places; a second one cost each entry."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0009_earlier_proposals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='membership',
            name='family',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='register.family'),
        ),
    ]
