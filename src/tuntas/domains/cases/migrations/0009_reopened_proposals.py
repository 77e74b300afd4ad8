"""Proposals that go back to the officers before their decision: a state, and why one was sent back."""

import django.db.models.deletion
import tuntas.platform.ids
import tuntas.platform.secrets.fields
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_proved_contact'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentBack',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', tuntas.platform.secrets.fields.EncryptedTextField()),
                ('by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent_back', to='cases.case')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_status_is_known',
        ),
        migrations.AlterField(
            model_name='case',
            name='status',
            field=models.CharField(choices=[('draft', 'being filled in'), ('submitted', 'waiting for an officer'), ('taken', 'being checked'), ('returned', 'waiting for a missing paper'), ('accepted', 'complete, waiting for approval'), ('reopened', 'being compared again'), ('approved', 'approved, documents are being made'), ('ready', 'ready to collect'), ('handed_over', 'handed over'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='draft', max_length=12),
        ),
        migrations.AlterField(
            model_name='return',
            name='came_from',
            field=models.CharField(choices=[('draft', 'being filled in'), ('submitted', 'waiting for an officer'), ('taken', 'being checked'), ('returned', 'waiting for a missing paper'), ('accepted', 'complete, waiting for approval'), ('reopened', 'being compared again'), ('approved', 'approved, documents are being made'), ('ready', 'ready to collect'), ('handed_over', 'handed over'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=12),
        ),
        # Checked against what is there by the next migration, which holds no lock that a verb would wait for.
        AddConstraintNotValid(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'taken', 'returned', 'accepted', 'reopened', 'approved', 'ready', 'handed_over', 'refused', 'withdrawn'])), name='case_status_is_known'),
        ),
    ]
