from django.db import migrations

FEW = 2000


def fill(apps, schema_editor):
    """Give those who were entered before the keys of their names, some thousands at a time."""
    from tuntas.domains.register.embedded.finding import keys_of
    from tuntas.domains.register.models import Person

    columns = ("pk", "name", "details")
    while few := list(Person.objects.filter(name_keys=None).only(*columns)[:FEW]):
        for person in few:
            person.name_keys = keys_of(person.name, person.details["born_on"])
        Person.objects.bulk_update(few, ["name_keys"], batch_size=500)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("register", "0005_index_of_persons_by_name")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
