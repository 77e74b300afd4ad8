"""What had been proposed for a case before it was proposed anew."""

import tuntas.platform.ids
import tuntas.platform.secrets.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0008_second_columns_are_unique'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierProposal',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('case_id', models.UUIDField(db_index=True)),
                ('changes', tuntas.platform.secrets.fields.EncryptedJSONField()),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
    ]
