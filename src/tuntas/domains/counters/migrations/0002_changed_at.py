"""When an office's day changed, by the database's clock, whoever changed it."""

from django.db import migrations, models
from django.db.models.functions import Now

KEEP = """
create function counters_date_change() returns trigger language plpgsql as $$
begin
    new.changed_at := clock_timestamp();
    return new;
end $$;
create trigger counters_day_changes before insert or update on counters_day
    for each row execute function counters_date_change();
"""
FORGET = """
drop trigger counters_day_changes on counters_day;
drop function counters_date_change();
"""


class Migration(migrations.Migration):
    dependencies = [("counters", "0001_initial")]

    operations = [
        migrations.AddField("day", "changed_at", models.DateTimeField(db_default=Now())),
        migrations.RunSQL(KEEP, FORGET),
    ]
