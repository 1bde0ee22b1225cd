"""A draft has no submitter, everything else has one: the constraint now says so in both directions."""

from django.db import migrations


def bersihkan(apps, schema_editor):
    rencana = apps.get_model("rencana", "RencanaKerja").objects
    rencana.filter(status="draf").update(diajukan_pada=None, diajukan_oleh=None)


class Migration(migrations.Migration):
    dependencies = [("rencana", "0001_initial")]

    operations = [migrations.RunPython(bersihkan, migrations.RunPython.noop)]
