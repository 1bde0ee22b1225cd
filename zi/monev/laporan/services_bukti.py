"""The issued PDF of a report as evidence: stored once, offered for what a person ticked."""

from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from zi.bukti.models import JenisBukti, PemenuhanBukti
from zi.bukti.services import unggah
from zi.common.galat import GalatDomain
from zi.monev.laporan.queries_bukti import JENIS, tujuan_laporan
from zi.monev.models import VersiLaporan


def jadikan_bukti(versi: VersiLaporan, pilihan: Collection[str], *, oleh: Any) -> list[PemenuhanBukti]:
    """Offer it for what was ticked; stopped half way, doing it again does the rest. Raises GalatDomain."""
    terbitan = versi.terbitan
    if terbitan is None or not terbitan.terbit:
        raise GalatDomain("PDF resmi laporan ini belum ada. Tunggu sebentar, lalu coba lagi.")
    boleh = {c.kunci: t for t in tujuan_laporan(versi, oleh) for c in t.centang}
    if not pilihan:
        raise GalatDomain("Centang paling sedikit satu bukti.")
    if set(pilihan) - set(boleh):
        raise GalatDomain("Yang meminta laporan berubah sejak halaman dibuka. Periksa lagi centangnya.")
    with terbitan.berkas.open("rb") as isi:
        pdf = isi.read()
    keterangan: dict[str, Any] = {
        "judul": str(versi.laporan),
        "tanggal": terbitan.disahkan_pada.astimezone(terbitan.satker.tz).date(),
        "jenis": JenisBukti.objects.filter(kode=JENIS).first(),
    }
    hasil = []
    for kunci in dict.fromkeys(pilihan):
        berkas = SimpleUploadedFile(f"laporan-{versi.laporan_id}-versi-{versi.nomor}.pdf", pdf, "application/pdf")
        tujuan = boleh[kunci]
        hasil.append(unggah(tujuan.syarat, berkas, oleh=oleh, kejadian=tujuan.kejadian, **keterangan))
    return hasil
