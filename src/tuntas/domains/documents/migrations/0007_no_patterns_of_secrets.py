"""Nobody looks for a part of what is random: Django's indexes for patterns cost every write and answer no question."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # dropped while people write
    dependencies = [("documents", "0006_find_by_the_second_column")]

    operations = [
        migrations.RunSQL(f"drop index concurrently if exists {name}", migrations.RunSQL.noop)
        for name in ("documents_document_token_97c68b33_like", "documents_version_sha256_6d98646a_like",)
    ]
