"""Times that residents book, no lane twice at one time, and what each office lets them book."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import tuntas.platform.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counters', '0004_how_long_serving_lasted_lately'),
        ('offices', '0001_places_hours_and_staff'),  # brings the extension that the exclusion needs
    ]

    operations = [
        migrations.CreateModel(
            name='AppointmentPolicy',
            fields=[
                ('office_code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('is_offered', models.BooleanField()),
                ('share_percent', models.PositiveSmallIntegerField()),
                ('days_ahead', models.PositiveSmallIntegerField()),
                ('slot_minutes', models.PositiveSmallIntegerField()),
                ('early_minutes', models.PositiveSmallIntegerField()),
                ('late_minutes', models.PositiveSmallIntegerField()),
                ('hold_minutes', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('hold_minutes__gte', 1), ('share_percent__lte', 100), ('slot_minutes__gte', 5)), name='appointment_policy_can_be_kept')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token', models.CharField(default=tuntas.platform.ids.new_token, max_length=40, unique=True)),
                ('code', models.CharField(max_length=6)),
                ('office_code', models.CharField(max_length=20)),
                ('business_day', models.DateField()),
                ('letter', models.CharField(max_length=1)),
                ('service_code', models.CharField(max_length=60)),
                ('lane', models.PositiveSmallIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('early_at', models.DateTimeField()),
                ('latest_at', models.DateTimeField()),
                ('state', models.CharField(default='held', max_length=9)),
                ('held_until', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('moved_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_to', to='counters.appointment')),
                ('ticket', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='counters.ticket')),
            ],
            options={
                'indexes': [models.Index(fields=['office_code', 'business_day'], name='appointments_of_an_office_day'), models.Index(condition=models.Q(('state', 'confirmed')), fields=['latest_at'], name='appointments_awaited'), models.Index(condition=models.Q(('state', 'held')), fields=['held_until'], name='appointments_on_hold')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['held', 'confirmed', 'came'])), expressions=[('office_code', '='), ('letter', '='), ('lane', '='), (models.Func('starts_at', 'ends_at', django.contrib.postgres.fields.ranges.RangeBoundary(), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='appointment_has_its_lane_alone'), models.UniqueConstraint(fields=('office_code', 'business_day', 'code'), name='appointment_code_is_of_one'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'confirmed', 'came', 'moved', 'cancelled', 'lapsed', 'missed'])), name='appointment_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='appointment_takes_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'came'), _negated=True), ('ticket__isnull', False), _connector='OR'), name='who_came_has_a_ticket')],
            },
        ),
    ]
