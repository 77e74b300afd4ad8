"""Promises, their pauses and the causes of delay."""

import django.db.models.deletion
import django.db.models.expressions
import tuntas.platform.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DelayCause',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('office_code', models.CharField(max_length=20)),
                ('subject', models.CharField(blank=True, max_length=60)),
                ('cause', models.CharField(max_length=12)),
                ('from_at', models.DateTimeField()),
                ('to_at', models.DateTimeField(null=True)),
                ('reported_by', models.CharField(max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_at', None)), fields=('office_code', 'subject', 'cause'), name='cause_is_open_once'), models.CheckConstraint(condition=models.Q(('cause__in', ['system', 'network', 'blanks', 'signature', 'papers', 'staff', 'other_agency'])), name='cause_is_known'), models.CheckConstraint(condition=models.Q(('to_at', None), ('to_at__gte', models.F('from_at')), _connector='OR'), name='cause_begins_before_it_ends')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=7)),
                ('service_code', models.CharField(max_length=60)),
                ('office_code', models.CharField(max_length=20)),
                ('minutes', models.PositiveIntegerField()),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('state', models.CharField(default='running', max_length=7)),
                ('left_seconds', models.IntegerField(null=True)),
                ('broken_noticed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('seconds_taken', models.PositiveIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'running')), fields=['due_at'], name='promise_that_may_break'), models.Index(condition=models.Q(('ended_at', None)), fields=['office_code'], name='promise_open_at_an_office'), models.Index(fields=['subject'], name='promises_of_a_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('subject', 'kind'), name='promise_is_open_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['accept', 'deliver'])), name='promise_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['running', 'paused', 'kept', 'broken', 'void'])), name='promise_state_is_known'), models.CheckConstraint(condition=models.Q(('minutes__gt', 0)), name='promise_lasts_at_least_a_minute'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), models.Q(('broken_noticed_at', None), ('due_at__isnull', False), ('ended_at', None)), _connector='OR'), name='promise_that_runs_is_due_and_open'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paused'), _negated=True), models.Q(('due_at', None), ('ended_at', None), ('left_seconds__isnull', False)), _connector='OR'), name='promise_that_is_paused_has_time_left'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), _negated=True), models.Q(('ended_at__isnull', False), ('seconds_taken__lte', django.db.models.expressions.CombinedExpression(models.F('minutes'), '*', models.Value(60)))), _connector='OR'), name='promise_that_was_kept_took_no_longer'), models.CheckConstraint(condition=models.Q(models.Q(('broken_noticed_at__isnull', False), ('state', 'broken')), models.Q(models.Q(('state', 'broken'), _negated=True), ('broken_noticed_at', None)), _connector='OR'), name='promise_that_broke_was_noticed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='promise_that_is_void_has_ended')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason_code', models.CharField(default='waiting_for_applicant', max_length=30)),
                ('from_at', models.DateTimeField()),
                ('to_at', models.DateTimeField(null=True)),
                ('is_contested', models.BooleanField(default=False)),
                ('is_erased', models.BooleanField(default=False)),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='promises.promise')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('to_at', None)), fields=('promise',), name='pause_is_open_once_per_promise'), models.CheckConstraint(condition=models.Q(('reason_code', 'waiting_for_applicant')), name='pause_waits_for_the_applicant_only'), models.CheckConstraint(condition=models.Q(('to_at', None), ('to_at__gte', models.F('from_at')), _connector='OR'), name='pause_begins_before_it_ends')],
            },
        ),
    ]
