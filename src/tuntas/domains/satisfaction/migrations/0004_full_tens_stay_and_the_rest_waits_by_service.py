"""What was published stays published as it was; the answers that still wait begin the tens of their service.

They go into a new ten, so that the code of before, which may run some minutes longer, can't fill theirs: what it counts
in these minutes is kept and never published.
"""

from django.db import migrations

WAITING = """
    update satisfaction_answer answer set batch = answer.batch + 1
    from satisfaction_officetally office
    where office.office_code = answer.office_code and answer.batch = office.answers / 10
"""
BY_SERVICE = """
    insert into satisfaction_tally (office_code, service_code, batch, waiting, published, totals)
    select answer.office_code, answer.service_code, office.answers / 10 + 1,
        count(*) filter (where answer.batch = office.answers / 10 + 1), 0, '{}'
    from satisfaction_answer answer join satisfaction_officetally office using (office_code)
    group by answer.office_code, answer.service_code, office.answers
"""
MIXED = """
    insert into satisfaction_tally (office_code, service_code, batch, waiting, published, totals)
    select office_code, '', 0, 0, answers / 10 * 10, totals from satisfaction_officetally where answers >= 10
"""


class Migration(migrations.Migration):
    dependencies = [("satisfaction", "0003_tens_of_one_service_each")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (WAITING, BY_SERVICE, MIXED)]
