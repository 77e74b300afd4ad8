from django.db import migrations, models

COUNT = """
    update satisfaction_officetally tally set totals = coalesce((
        select jsonb_object_agg(key, jsonb_build_array(total, answered)) from (
            select score.key, sum(score.value::int) as total, count(*) as answered
            from satisfaction_answer answer cross join lateral jsonb_each_text(answer.scores) score
            where answer.office_code = tally.office_code and answer.batch < tally.answers / 10
            group by score.key
        ) counted
    ), '{}')
"""


class Migration(migrations.Migration):
    dependencies = [("satisfaction", "0001_invitations_and_answers")]

    operations = [
        migrations.AddField("officetally", "totals", models.JSONField(default=dict)),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
