"""Cases that an officer opened at a counter are counted apart; `./tuntas open rebuild` counts the past so too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('figures', '0001_figures_by_week'),
    ]

    operations = [
        migrations.AddField(
            model_name='weekfigures',
            name='at_counter',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
