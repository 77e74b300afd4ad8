"""Says which of the two columns of each keyed hash every row must fill, and holds writers to it."""

from django.db import migrations, models

FUNCTION = """
create function secrets_want_hash() returns trigger language plpgsql as $$
begin
    -- Somebody writes who has not heard of the newest key, after everything was filled: a second row of the same
    -- value could come in beside this one, and this one would never be found.
    if (select is_wanted from secrets_hashcolumn where is_even = (tg_argv[0] = 'even')) then
        raise not_null_violation using message = format('a row of %s lacks its %s hash', tg_table_name, tg_argv[0]);
    end if;
    return new;
end $$;
insert into secrets_hashcolumn (is_even, is_wanted) values (false, false), (true, false);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="HashColumn",
            fields=[
                ("is_even", models.BooleanField(primary_key=True, serialize=False)),
                ("is_wanted", models.BooleanField()),
            ],
        ),
        migrations.RunSQL(FUNCTION, "drop function secrets_want_hash()"),
    ]
