"""One-time links, recovery by two persons, days of leaving, and the end of all sessions of a person."""

import django.db.models.deletion
import tuntas.platform.ids
import tuntas.platform.secrets.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0002_staff_family'),
    ]

    operations = [
        migrations.AddField(
            model_name='staff',
            name='sessions_ended',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('leaves_on', models.DateField()),
                ('postings_before', models.JSONField(default=dict)),
                ('decided_by', models.CharField(max_length=64)),
                ('decided_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('carried_out_at', models.DateTimeField(null=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('carried_out_at', None), ('undone_at', None)), fields=['leaves_on'], name='departures_to_come')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('carried_out_at', None), ('undone_at', None)), fields=('staff',), name='one_departure_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='EntryLink',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=10)),
                ('by_email', models.BooleanField(default=False)),
                ('token_hash', models.BinaryField(max_length=32, null=True, unique=True)),
                ('made_by', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['invitation', 'recovery'])), name='entry_link_purpose_is_known'), models.UniqueConstraint(condition=models.Q(('used_at', None), ('withdrawn_at', None)), fields=('staff',), name='one_entry_link_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', tuntas.platform.secrets.fields.EncryptedTextField()),
                ('asked_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('asked_by', models.F('staff')), _negated=True), name='nobody_asks_their_own_recovery'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(models.Q(('confirmed_by', models.F('asked_by')), _negated=True), models.Q(('confirmed_by', models.F('staff')), _negated=True)), _connector='OR'), name='a_recovery_needs_two_other_people'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='a_confirmed_recovery_says_who_and_when'), models.UniqueConstraint(condition=models.Q(('closed_at', None), ('confirmed_at', None)), fields=('staff',), name='one_recovery_at_a_time')],
            },
        ),
    ]
