from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """The public pages follow the facts now; whoever keeps a promise need not write into an index for them."""

    atomic = False
    dependencies = [("promises", "0003_ended_causes_by_office")]

    operations = [RemoveIndexConcurrently("promise", "promise_that_ended")]
