"""What was said about waits, how well it was kept, who wants a message, and alarms."""

import django.db.models.deletion
import tuntas.platform.ids
import tuntas.platform.secrets.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counters', '0002_changed_at'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('office_code', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=8)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('at_risk', models.PositiveIntegerField()),
                ('most_at_risk', models.PositiveIntegerField()),
                ('level', models.PositiveSmallIntegerField(default=0)),
                ('remedy', models.CharField(blank=True, default='', max_length=12)),
                ('remedy_counter', models.PositiveSmallIntegerField(null=True)),
                ('remedy_minutes', models.PositiveSmallIntegerField(null=True)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.UUIDField(null=True)),
                ('acted', models.CharField(blank=True, default='', max_length=12)),
                ('acted_at', models.DateTimeField(null=True)),
                ('acted_by', models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office_code', models.CharField(max_length=20)),
                ('business_day', models.DateField()),
                ('told', models.PositiveIntegerField(default=0)),
                ('within', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='forecast', serialize=False, to='counters.ticket')),
                ('said_at', models.DateTimeField()),
                ('low', models.FloatField()),
                ('high', models.FloatField()),
                ('computed', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='NearlyTime',
            fields=[
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='nearly_time', serialize=False, to='counters.ticket')),
                ('email', tuntas.platform.secrets.fields.EncryptedTextField()),
                ('language', models.CharField(default='id', max_length=2)),
                ('asked_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Outlook',
            fields=[
                ('office_code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('low', models.FloatField(default=-1.0)),
                ('middle', models.FloatField(default=0.0)),
                ('high', models.FloatField(default=1.0)),
                ('waiting_at_risk', models.PositiveIntegerField(default=0)),
                ('promises_at_risk', models.PositiveIntegerField(default=0)),
                ('looked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='alarm',
            index=models.Index(fields=['office_code', '-opened_at'], name='alarms_of_an_office'),
        ),
        migrations.AddConstraint(
            model_name='alarm',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('office_code', 'kind'), name='alarm_is_open_once'),
        ),
        migrations.AddConstraint(
            model_name='alarm',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['waiting', 'promise'])), name='alarm_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='alarm',
            constraint=models.CheckConstraint(condition=models.Q(('remedy__in', ['', 'open_counter', 'end_break', 'add_help'])), name='alarm_remedy_is_known'),
        ),
        migrations.AddConstraint(
            model_name='alarm',
            constraint=models.CheckConstraint(condition=models.Q(('at_risk__lte', models.F('most_at_risk'))), name='alarm_knows_its_worst_moment'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.UniqueConstraint(fields=('office_code', 'business_day'), name='coverage_of_an_office_day'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('within__lte', models.F('told'))), name='coverage_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='outlook',
            constraint=models.CheckConstraint(condition=models.Q(('low__lte', models.F('middle')), ('middle__lte', models.F('high'))), name='outlook_points_are_in_order'),
        ),
    ]
