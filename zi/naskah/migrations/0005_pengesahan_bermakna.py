"""Who decided and who revoked stand apart; a decision keeps the names of its day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def pisahkan_pencabutan(apps, schema_editor):
    """Until now a revocation overwrote the decision; its reason and author move to their own fields."""
    versi = apps.get_model("naskah", "Versi").objects.filter(status="dicabut")
    versi.update(dicabut_oleh=F("diputus_oleh"), dicabut_pada=F("diputus_pada"), alasan_cabut=F("catatan"))
    versi.filter(alasan_cabut="").update(alasan_cabut="–")


class Migration(migrations.Migration):
    dependencies = [
        ("dokumen", "0001_initial"),
        ("naskah", "0004_pengertian_tertulis"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("versi", "pesan", models.TextField("pesan pengaju", blank=True)),
        migrations.AddField("versi", "pengesah", models.JSONField("pengesah", default=dict, blank=True)),
        migrations.AddField("versi", "luar", models.BooleanField("disetujui di luar sistem", default=False)),
        migrations.AddField(
            "versi",
            "dicabut_oleh",
            models.ForeignKey(
                null=True, blank=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("versi", "dicabut_pada", models.DateTimeField("dicabut pada", null=True, blank=True)),
        migrations.AddField("versi", "alasan_cabut", models.TextField("alasan dicabut", blank=True)),
        migrations.AddField(
            "versi",
            "terbitan",
            models.OneToOneField(
                null=True, blank=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to="dokumen.terbitan",
            ),
        ),
        migrations.RunPython(pisahkan_pencabutan, migrations.RunPython.noop),
    ]
