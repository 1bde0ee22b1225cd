"""The occurrences of schedules as entries of the calendar (settings.SUMBER_KALENDER)."""

from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse

from zi.jadwal.kalender import Acara, Kelompok, Lingkup
from zi.jadwal.models import Kejadian

BARIS = "jadwal__baris__"
PANJANG = 150
MEDAN = (
    "pk",
    "jadwal__uid",
    "tanggal_asal",
    "mulai",
    "selesai",
    "keadaan",
    "versi",
    "diubah_pada",
    "jadwal__teks",
    "jadwal__baris",
    "jadwal__baris__uraian",
    "kode_area",
)


def acara(user: Any, lingkup: Lingkup) -> Iterator[Acara]:
    """Those of the living plans whose window meets the days, in the order of the plan; a person's: of his areas."""
    milik = {f"{BARIS}tabel__rencana__satker": lingkup.satker, f"{BARIS}tabel__rencana__dihapus_pada": None}
    area = Coalesce(*(f"{BARIS}{j}area__{m}" for j in ("", "tabel__") for m in ("area_baku__kode", "kode")))
    semua: Any = Kejadian.objects.terlihat_oleh(user).berlaku().dengan_keadaan(lingkup.hari_ini)
    semua = semua.filter(mulai__lte=lingkup.akhir, selesai__gte=lingkup.awal, **milik).annotate(kode_area=area)
    if lingkup.kode_area is not None:
        semua = semua.filter(kode_area__in=lingkup.kode_area)
    urut = (f"{BARIS}tabel__urutan", f"{BARIS}urutan", f"{BARIS}pk", "mulai", "pk")
    for isi in semua.order_by(*urut).values_list(*MEDAN, named=True):
        yield _acara(isi)


def _acara(isi: Any) -> Acara:
    """Its key is that of the occurrence, schedule and original date, so it outlives that the row is made anew."""
    judul = " ".join(isi.jadwal__baris__uraian.split())
    baris = reverse("bukti:kejadian_baris", args=[isi.jadwal__baris])
    return Acara(
        kunci=f"kejadian-{isi.jadwal__uid}-{isi.tanggal_asal:%Y%m%d}",
        judul=judul[:PANJANG],
        mulai=isi.mulai,
        selesai=isi.selesai,
        keadaan=isi.keadaan,
        tautan=reverse("bukti:kejadian", args=[isi.pk]),
        kelompok=Kelompok(f"baris:{isi.jadwal__baris}", judul, baris, isi.kode_area or ""),
        diubah_pada=isi.diubah_pada,
        revisi=isi.versi - 1,
        keterangan=f"Jadwal: {isi.jadwal__teks}",
    )
