"""Kiosks, the numbers they hold, and the code on the poster."""

import django.db.models.deletion
import tuntas.platform.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counters', '0005_appointments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Kiosk',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('office_code', models.CharField(max_length=20)),
                ('digit', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('secret_hash', models.BinaryField(max_length=32, unique=True)),
                ('set_up_by', models.UUIDField()),
                ('set_up_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office_code', 'digit'), name='kiosk_has_its_digit_alone'), models.CheckConstraint(condition=models.Q(('digit__range', (1, 9))), name='kiosk_digit_is_one_digit')],
            },
        ),
        migrations.CreateModel(
            name='QueueCode',
            fields=[
                ('code', models.CharField(default=tuntas.platform.ids.new_token, max_length=40, primary_key=True, serialize=False)),
                ('office_code', models.CharField(max_length=20)),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office_code',), name='office_has_one_queue_code')],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('office_code', models.CharField(max_length=20)),
                ('business_day', models.DateField()),
                ('letter', models.CharField(max_length=1)),
                ('digit', models.PositiveSmallIntegerField()),
                ('first_number', models.PositiveIntegerField()),
                ('last_number', models.PositiveIntegerField()),
                ('seed', models.CharField(default=tuntas.platform.ids.new_token, max_length=40)),
                ('reserved_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('kiosk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to='counters.kiosk')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['business_day'], name='blocks_not_closed')],
                'constraints': [models.UniqueConstraint(fields=('office_code', 'business_day', 'letter', 'digit', 'first_number'), name='block_begins_where_no_other_does'), models.CheckConstraint(condition=models.Q(('last_number__gte', models.F('first_number'))), name='block_ends_after_it_begins')],
            },
        ),
    ]
