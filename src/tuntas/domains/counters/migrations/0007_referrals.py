"""Who was sent to another agency in a shared room, until that agency answers."""

import django.db.models.deletion
import tuntas.platform.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counters', '0006_kiosks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=tuntas.platform.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('office_code', models.CharField(max_length=20)),
                ('business_day', models.DateField()),
                ('agency', models.CharField(max_length=60)),
                ('from_letter', models.CharField(max_length=1)),
                ('to_letter', models.CharField(max_length=1)),
                ('counter_number', models.PositiveSmallIntegerField()),
                ('sent_by', models.UUIDField()),
                ('sent_at', models.DateTimeField()),
                ('accepted_by', models.UUIDField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('sent_back_by', models.UUIDField(null=True)),
                ('sent_back_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=12)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='counters.ticket')),
            ],
            options={
                'indexes': [models.Index(fields=['office_code', 'business_day'], name='referrals_of_an_office_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('sent_back_at', None)), fields=('ticket',), name='ticket_has_one_open_referral'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('sent_back_at', None)), models.Q(('reason__in', ['not_ours', 'papers', 'closed', 'other', 'sent_on']), ('sent_back_at__isnull', False)), _connector='OR'), name='referral_is_sent_back_for_a_reason')],
            },
        ),
    ]
