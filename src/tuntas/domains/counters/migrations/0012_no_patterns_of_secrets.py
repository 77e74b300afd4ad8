"""Nobody looks for a part of what is random: Django's indexes for patterns cost every write and answer no question."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # dropped while people write
    dependencies = [("counters", "0011_where_we_write_about_appointments")]

    operations = [
        migrations.RunSQL(f"drop index concurrently if exists {name}", migrations.RunSQL.noop)
        for name in ("counters_ticket_token_c36c8d1d_like", "counters_appointment_token_9eaf999e_like",)
    ]
