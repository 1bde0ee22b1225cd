"""Writing and issuing an LHE: the draft, the frozen content, the registered PDF."""

import re
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.common.versi import PESAN
from zi.dokumen.bagian import Cap
from zi.dokumen.models import Terbitan
from zi.dokumen.services import daftarkan, simpan_pdf
from zi.lke.lhe.cetak import cetak_html
from zi.lke.lhe.policies import boleh_susun_lhe
from zi.lke.lhe.queries import surat_putaran
from zi.lke.lhe.susun import susun
from zi.lke.models import Lhe, Putaran
from zi.lke.services_kabar import kabari_pimpinan
from zi.monev.laporan.kanonik import Isi, baca, ke_teks, sidik
from zi.naskah.services_cetak import tata

JENIS = "terbitkan_lhe"
KIRA_HALAMAN = 5
TEKS_MAKS = 8000
TANPA_SURAT = "Belum ada surat tugas untuk satker dan tahun ini, jadi LHE belum dapat dibuat."


class NomorDipakai(GalatDomain):
    """Another LHE of who issues it has this number in the same year."""


@layanan
def simpan_lhe(putaran: Putaran, versi: int, *, nomor: str, tanggal: date, rekomendasi: str, oleh: Any) -> Lhe:
    """Write the draft as the form saw it (`versi`; 0: there was none); the same again changes nothing.

    Raises SudahBerubah, GalatDomain.
    """
    boleh_susun_lhe(oleh, putaran).wajib()
    surat = surat_putaran(putaran)
    if surat is None:
        raise GalatDomain(TANPA_SURAT)
    lama = Lhe.objects.select_for_update().filter(putaran=putaran).first()
    if lama and lama.terbit_pada:
        raise GalatDomain("LHE ini sudah terbit dan tidak dapat diubah.")
    isi = {"nomor": _nomor(nomor), "tanggal": tanggal, "rekomendasi": _rekomendasi(rekomendasi), "surat": surat}
    if lama and all(getattr(lama, k) == v for k, v in isi.items()):
        return lama
    if (lama.versi if lama else 0) != versi:
        raise SudahBerubah(PESAN)
    lhe = lama or Lhe(putaran=putaran, dibuat_oleh=oleh, versi=0)
    for medan, nilai in isi.items():
        setattr(lhe, medan, nilai)
    lhe.penerbit, lhe.tahun_surat, lhe.versi = surat.penerbit, tanggal.year, lhe.versi + 1
    _periksa_nomor(lhe)
    try:
        with transaction.atomic():
            lhe.save()
    except IntegrityError:
        if Lhe.objects.filter(putaran=putaran).exclude(pk=lhe.pk).exists():
            raise SudahBerubah(PESAN) from None
        raise NomorDipakai(f"Nomor {lhe.nomor} tahun {lhe.tahun_surat} baru saja dipakai. Isi nomor lain.") from None
    return lhe


def _rekomendasi(teks: str) -> str:
    rapi = teks.replace("\0", "").replace("\r\n", "\n").strip()
    if len(rapi) > TEKS_MAKS:
        raise GalatDomain(f"Rekomendasi paling panjang {TEKS_MAKS} huruf.")
    return rapi


def _nomor(teks: str) -> str:
    rapi = re.sub(r"\s+", " ", teks.replace("\0", "")).strip()
    if not rapi:
        raise GalatDomain("Isi nomor LHE.")
    return rapi


def _periksa_nomor(lhe: Lhe) -> None:
    lain = Lhe.objects.filter(penerbit=lhe.penerbit, tahun_surat=lhe.tahun_surat, nomor__iexact=lhe.nomor)
    if satu := lain.exclude(pk=lhe.pk).select_related("putaran__satker").first():
        raise NomorDipakai(
            f"Nomor {lhe.nomor} tahun {lhe.tahun_surat} sudah dipakai LHE {satu.putaran.satker}. Isi nomor lain."
        )


@layanan
def terbitkan_lhe(lhe: Lhe, *, oleh: Any) -> Lhe:
    """Freeze the content, register the document and put the job of its PDF; the unit is told. Once only."""
    boleh_susun_lhe(oleh, lhe.putaran).wajib()
    kini = timezone.now()
    relasi = ("putaran__satker__instansi", "putaran__instrumen", "surat", "penerbit__instansi")
    lhe = Lhe.objects.select_for_update(of=("self",)).select_related(*relasi).get(pk=lhe.pk)
    if lhe.terbit_pada:
        return lhe
    lhe.isi = ke_teks(susun(lhe))
    lhe.sha256 = sidik(lhe.isi)
    lhe.terbitan = daftarkan(
        satker=lhe.putaran.satker,
        seri=f"lhe:{lhe.putaran_id}",
        versi=1,
        judul=f"Laporan Hasil Evaluasi Zona Integritas {lhe.putaran.satker.nama} {lhe.putaran.tahun}",
        sha_isi=lhe.sha256,
        disahkan_pada=kini,
        contoh=lhe.putaran.satker.contoh,
        oleh=oleh,
    )
    lhe.terbit_oleh, lhe.terbit_pada, lhe.versi = oleh, kini, lhe.versi + 1
    lhe.save()
    pesan_pdf(lhe, oleh=oleh)
    alamat = reverse("lke:lhe", args=[lhe.putaran_id])
    kabari_pimpinan(lhe.putaran, f"lhe:{lhe.pk}", f"LHE {lhe.putaran.tahun} terbit: {lhe.nomor}", tautan=alamat)
    return lhe


def kunci(lhe: Lhe) -> str:
    return f"terbit-lhe:{lhe.pk}"


@layanan
def pesan_pdf(lhe: Lhe, *, oleh: Any) -> Pekerjaan:
    """Put the job, once; one that failed for good is put again."""
    kerja = pesan(JENIS, kunci(lhe), oleh=oleh, lhe=lhe.pk)
    gagal = kerja.status == Pekerjaan.Status.GAGAL or kerja.hasil.get("galat")
    return pesan(JENIS, kunci(lhe), oleh=oleh, ulang=True, lhe=lhe.pk) if gagal else kerja


def kerjakan_terbit(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Render the frozen content once; a document that has its PDF is left as it is."""
    lhe = Lhe.objects.select_related("terbitan").get(pk=pekerjaan.data["lhe"])
    terbitan = lhe.terbitan
    if terbitan is None or terbitan.terbit:
        return {}
    try:
        pdf = tata(pekerjaan, lambda: cetak_html(isi_lhe(lhe), cap=cap(terbitan)), KIRA_HALAMAN)
    except GalatDomain as galat:
        return {"galat": str(galat)}
    kemajuan(pekerjaan.pk, 95, "Menyimpan")
    simpan_pdf(terbitan, pdf.isi, pdf.halaman)
    return {"halaman": pdf.halaman, "bita": len(pdf.isi)}


def cap(terbitan: Terbitan) -> Cap:
    return Cap(terbitan.alamat, terbitan.kode, terbitan.versi, terbitan.sha_isi)


def isi_lhe(lhe: Lhe) -> Isi:
    """As it was frozen, else as it would be now."""
    return baca(lhe.isi or ke_teks(susun(lhe)))
