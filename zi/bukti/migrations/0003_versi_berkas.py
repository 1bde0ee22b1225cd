"""What came in and what is stored are told apart; the same content is one file in a unit."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def isi(apps, schema_editor):
    """Until now what came in was stored as it was. The content of a file that came twice by a race keeps a mark."""
    versi, berkas = apps.get_model("bukti", "VersiBerkas").objects, apps.get_model("bukti", "Berkas").objects
    satker = berkas.filter(pk=OuterRef("berkas")).values("satker")[:1]
    versi.update(sha256_terima=F("sha256"), satker=Subquery(satker))
    ada = set()
    for satu in versi.order_by("pk"):
        if (satu.satker_id, satu.sha256_terima) in ada:
            versi.filter(pk=satu.pk).update(sha256_terima=f"ganda-{satu.pk}")
        ada.add((satu.satker_id, satu.sha256_terima))


class Migration(migrations.Migration):
    dependencies = [
        ("bukti", "0002_unik_di_kedua_basis_data"),
        ("satker", "0005_wakil_kepala"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("versiberkas", "sha256_terima", models.CharField("SHA-256 yang diterima", max_length=64, default="")),
        migrations.AddField(
            "versiberkas",
            "satker",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="satker.satker"),
        ),
        migrations.AddField("versiberkas", "halaman", models.PositiveIntegerField("halaman", default=0)),
        migrations.AddField("versiberkas", "tanda", models.JSONField("tanda", default=list, blank=True)),
        migrations.AddField(
            "versiberkas", "pratinjau", models.PositiveSmallIntegerField("gambar pratinjau", default=0)
        ),
        migrations.RunPython(isi, migrations.RunPython.noop),
    ]
