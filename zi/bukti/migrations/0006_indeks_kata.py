"""Indexes for the register: what expires next, and full text, which only PostgreSQL has (see zi/bukti/berkas/cari.py)."""

from django.db import migrations, models

KATA = {"bukti_berkas": "judul || ' ' || nomor", "bukti_teksberkas": "isi"}


def buat(apps, schema_editor):
    """Numbers such as W21/345 are taken apart, so that each part of them is found."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for tabel, teks in KATA.items():
        vektor = f"to_tsvector('simple', regexp_replace({teks}, '[^[:alnum:]]+', ' ', 'g'))"
        schema_editor.execute(f"ALTER TABLE {tabel} ADD COLUMN kata tsvector GENERATED ALWAYS AS ({vektor}) STORED")
        schema_editor.execute(f"CREATE INDEX {tabel}_kata ON {tabel} USING gin (kata)")


def buang(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for tabel in KATA:
            schema_editor.execute(f"ALTER TABLE {tabel} DROP COLUMN kata")


class Migration(migrations.Migration):
    dependencies = [("bukti", "0005_tindak_lanjut_dan_bungkus")]
    operations = [
        migrations.AddIndex(
            model_name="berkas",
            index=models.Index(
                condition=models.Q(("berlaku_sampai__isnull", False)),
                fields=["satker", "berlaku_sampai"],
                name="berkas_berlaku",
            ),
        ),
        migrations.RunPython(buat, buang),
    ]
