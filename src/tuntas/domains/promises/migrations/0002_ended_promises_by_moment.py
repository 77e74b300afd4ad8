"""What ended in a stretch of time is counted without reading every promise."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0001_promises_pauses_and_causes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['ended_at'], name='promise_that_ended'),
        ),
    ]
