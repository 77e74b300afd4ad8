"""Two columns that nothing read: files end when their owner deletes them, and are known by their id."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0001_uploads_and_stored_files"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="storedfile", name="files_stored_by_end"),
        migrations.RemoveField(model_name="storedfile", name="expires_at"),
        migrations.RemoveField(model_name="storedfile", name="digest"),
    ]
