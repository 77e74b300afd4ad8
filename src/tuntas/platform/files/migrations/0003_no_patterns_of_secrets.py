"""Nobody looks for a part of what is random: Django's indexes for patterns cost every write and answer no question."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # dropped while people write
    dependencies = [("files", "0002_files_end_with_their_owner")]

    operations = [
        migrations.RunSQL(f"drop index concurrently if exists {name}", migrations.RunSQL.noop)
        for name in ("files_storedfile_token_aad651df_like",)
    ]
