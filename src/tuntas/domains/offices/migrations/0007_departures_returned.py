"""That somebody who left was taken on again, by whom and when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0006_staff_fields_have_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='departure',
            name='returned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='departure',
            name='returned_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
    ]
