"""Versions that were approved before documents were issued get their Terbitan; the PDF is made from its page."""

from django.db import migrations


def terbitkan(apps, schema_editor):
    terbitan = apps.get_model("dokumen", "Terbitan").objects
    lama = apps.get_model("naskah", "Versi").objects.filter(status__in=["disetujui", "dicabut"], terbitan=None)
    for versi in lama.select_related("rencana"):
        mulai, selesai = versi.rencana.tahun_mulai, versi.rencana.tahun_selesai
        tahun = f"{mulai}" if mulai == selesai else f"{mulai}–{selesai}"
        versi.terbitan = terbitan.create(
            satker_id=versi.rencana.satker_id,
            seri=f"rencana:{versi.rencana_id}",
            versi=versi.nomor,
            judul=f"Rencana Kerja Zona Integritas {tahun}",
            sha_isi=versi.sha256,
            disahkan_pada=versi.diputus_pada,
            contoh=versi.rencana.contoh,
            dicabut_pada=versi.dicabut_pada,
        )
        versi.save(update_fields=["terbitan"])


class Migration(migrations.Migration):
    dependencies = [("naskah", "0006_batasan_versi")]

    operations = [migrations.RunPython(terbitkan, migrations.RunPython.noop)]
