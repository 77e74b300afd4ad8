"""Nobody looks for a part of what is random: Django's indexes for patterns cost every write and answer no question."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # dropped while people write
    dependencies = [("cases", "0010_known_states_are_checked")]

    operations = [
        migrations.RunSQL(f"drop index concurrently if exists {name}", migrations.RunSQL.noop)
        for name in ("cases_case_link_568c1a64_like", "cases_case_reference_cb43aa34_like",)
    ]
