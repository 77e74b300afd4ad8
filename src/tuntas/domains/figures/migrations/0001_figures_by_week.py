from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('leaves', models.BigIntegerField(default=0)),
                ('counted_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='figures_have_one_position'), models.CheckConstraint(condition=models.Q(('leaves__gte', 0)), name='figures_position_counts_from_zero')],
            },
        ),
        migrations.CreateModel(
            name='WeekFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=8)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('service_code', models.CharField(max_length=60)),
                ('week', models.DateField()),
                ('submitted', models.PositiveIntegerField(default=0)),
                ('kept', models.PositiveIntegerField(default=0)),
                ('broken', models.PositiveIntegerField(default=0)),
                ('void', models.PositiveIntegerField(default=0)),
                ('accept_kept', models.PositiveIntegerField(default=0)),
                ('accept_broken', models.PositiveIntegerField(default=0)),
                ('accept_void', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('withdrawn', models.PositiveIntegerField(default=0)),
                ('take', models.JSONField(default=dict)),
                ('accept', models.JSONField(default=dict)),
                ('deliver', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name_plural': 'week figures',
                'db_table': 'figures_week',
                'constraints': [models.UniqueConstraint(fields=('scope', 'code', 'week', 'service_code'), name='figures_stand_once_per_place_and_week'), models.CheckConstraint(condition=models.Q(('scope__in', ['all', 'city', 'district', 'office'])), name='figures_scope_is_known'), models.CheckConstraint(condition=models.Q(('week__iso_week_day', 1)), name='figures_week_is_a_monday')],
            },
        ),
        # The one row that whoever counts locks.
        migrations.RunSQL("INSERT INTO figures_position (id, leaves) VALUES (1, 0)", migrations.RunSQL.noop),
    ]
