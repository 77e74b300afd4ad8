"""Offices described and placed, outlines of regions, and holidays on which an office is open."""

import django.db.models.deletion
import tuntas.platform.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0003_entry_recovery_departure'),
    ]

    # allowed constraint: a registry has a few hundred offices, which are read in a millisecond
    operations = [
        migrations.CreateModel(
            name='OpenDay',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Outline',
            fields=[
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='outline', serialize=False, to='offices.region')),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=8, null=True)),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('rings', models.JSONField(default=list)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='office',
            name='office_kind_is_known',
        ),
        migrations.AddField(
            model_name='office',
            name='active_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='active_to',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='address',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='office',
            name='latitude',
            field=models.DecimalField(decimal_places=6, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='longitude',
            field=models.DecimalField(decimal_places=6, max_digits=9, null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='telephone',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='office_lies_on_the_earth'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('active_from__isnull', True), ('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='office_begins_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['dinas', 'sudin', 'kecamatan', 'kelurahan', 'upak', 'mall', 'hospital', 'outreach', 'point'])), name='office_kind_is_known'),
        ),
        migrations.AddField(
            model_name='openday',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_days', to='offices.office'),
        ),
        migrations.AddConstraint(
            model_name='openday',
            constraint=models.UniqueConstraint(fields=('office', 'on'), name='office_opens_once_on_a_holiday'),
        ),
    ]
