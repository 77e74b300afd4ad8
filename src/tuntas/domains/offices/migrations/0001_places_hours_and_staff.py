"""Regions, offices, their hours, staff and postings."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import tuntas.platform.ids
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),  # for the exclusion of postings that overlap
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('is_joint_leave', models.BooleanField(default=False)),
                ('is_estimated', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['on'],
            },
        ),
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'staff',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='staff_username_is_unique_in_any_case')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('level', models.CharField(max_length=11)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='offices.region')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='offices.region')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('reason', models.CharField(max_length=200)),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='offices.office')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='closure_begins_before_it_ends')],
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('weeks_of_month', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('opens_minute', models.PositiveSmallIntegerField()),
                ('closes_minute', models.PositiveSmallIntegerField()),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(null=True)),
                ('effect', models.CharField(default='ordinary', max_length=8)),
                ('also_on_holidays', models.BooleanField(default=False)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='offices.office')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'weekday'], name='hours_of_an_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='hours_have_a_weekday'), models.CheckConstraint(condition=models.Q(('closes_minute__lte', 1440), ('opens_minute__lt', models.F('closes_minute'))), name='hours_open_before_they_close'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='hours_begin_before_they_end'), models.CheckConstraint(condition=models.Q(('effect__in', ['ordinary', 'instead', 'extra'])), name='hours_effect_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=16)),
                ('employment', models.CharField(max_length=4)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='offices.office')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='offices.staff')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'registrar', 'head_of_unit', 'agency_head', 'administrator'])), name='posting_role_is_known'), models.CheckConstraint(condition=models.Q(('employment__in', ['PNS', 'PPPK', 'PJLP'])), name='posting_employment_is_known'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='posting_begins_before_it_ends'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('staff', '='), ('office', '='), ('role', '='), (models.Func('from_on', 'to_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='posting_is_held_once_at_a_time')],
            },
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['province', 'city', 'district', 'subdistrict'])), name='region_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'province'), ('parent__isnull', True)), models.Q(models.Q(('level', 'province'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='region_has_a_parent_unless_it_is_a_province'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$')), name='region_code_is_kemendagris'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['dinas', 'sudin', 'kecamatan', 'kelurahan', 'upak'])), name='office_kind_is_known'),
        ),
    ]
