"""When a round is published: the evidence that stands accepted under its questions is written down with it."""

from typing import Any

from django.db.models import Prefetch

from zi.bukti.models import PemenuhanBukti, VersiBerkas
from zi.lke.models import BuktiPutaran, Putaran
from zi.lke.queries_putaran import bukti_putaran


def catat_bukti(putaran: Putaran, *, oleh: Any) -> None:
    """What the publisher may see, each file once a question; the caller holds the round and publishes it next."""
    di_bawah = bukti_putaran(putaran, oleh)
    syarat = {s.pk: s for bukti in di_bawah.values() for s in bukti.syarat}
    versi = Prefetch("berkas__versi", VersiBerkas.objects.order_by("-nomor"))
    ada = PemenuhanBukti.objects.filter(syarat__in=syarat, status="diterima", berkas__dihapus_pada=None)
    per_syarat: dict[int, list[PemenuhanBukti]] = {}
    for satu in ada.select_related("berkas").prefetch_related(versi):
        per_syarat.setdefault(satu.syarat_id, []).append(satu)
    tanya = dict(putaran.instrumen.pertanyaan.values_list("kode", "pk"))
    baru = {
        (kode, satu.berkas_id): _baris(putaran, tanya[kode], s.teks, satu)
        for kode, bukti in di_bawah.items()
        for s in bukti.syarat
        for satu in per_syarat.get(s.pk, ())
    }
    BuktiPutaran.objects.bulk_create(baru.values())


def _baris(putaran: Putaran, pertanyaan: int, teks: str, satu: PemenuhanBukti) -> BuktiPutaran:
    berkas = satu.berkas
    return BuktiPutaran(
        putaran=putaran,
        pertanyaan_id=pertanyaan,
        berkas=berkas,
        versi=next(iter(berkas.versi.all()), None),
        teks=teks,
        judul=berkas.judul,
        tanggal=berkas.tanggal,
        tautan=berkas.tautan,
        halaman=satu.halaman,
    )
