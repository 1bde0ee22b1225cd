"""Writing follow-ups: each is given to one person, reported done, and checked by somebody else."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.common.workflow import riwayat
from zi.notifikasi.services import kirim
from zi.satker.models import Satker
from zi.satker.queries import pilihan_area
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.policies import boleh_kelola, boleh_ubah
from zi.tindaklanjut.queries import calon
from zi.tindaklanjut.workflow import TINDAK_LANJUT

S = TindakLanjut.Status
HURUF_MAKS = 5000
TAHUN = range(2000, 2101)
MEDAN = ("uraian", "penanggung_jawab", "tenggat", "area", "asal", "keterangan_asal")
KABAR = {"kembalikan": "Dikembalikan", "batalkan": "Dibatalkan", "buka": "Dibuka lagi"}


@layanan
def buat(satker: Satker, uraian: str, *, oleh: Any, contoh: bool = False, **nilai: Any) -> TindakLanjut:
    """A new follow-up with the other fields of MEDAN; who is in charge is told.

    The person must be of the team of the unit today, or its kepala. A date that is over is taken as it is.
    """
    isi = _periksa(satker, nilai | {"uraian": uraian})
    boleh_kelola(oleh, satker, isi.get("area", "")).wajib()
    return _tulis(satker, isi, contoh, oleh)


@layanan
def titipkan(satker: Satker, uraian: str, *, oleh: Any, **nilai: Any) -> TindakLanjut:
    """The same by somebody who does not keep the register of the unit; the caller has asked whether he may."""
    return _tulis(satker, _periksa(satker, nilai | {"uraian": uraian}), False, oleh)


def _tulis(satker: Satker, isi: dict[str, Any], contoh: bool, oleh: Any) -> TindakLanjut:
    satu = TindakLanjut.objects.create(satker=satker, dibuat_oleh=oleh, contoh=contoh or satker.contoh, **isi)
    _beri_tahu(satu, oleh)
    return satu


@layanan
def ubah(tindak_lanjut: TindakLanjut, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """Change fields of MEDAN; the same words again change nothing. Raises SudahBerubah when somebody was faster."""
    boleh_ubah(oleh, tindak_lanjut).wajib()
    isi = _periksa(tindak_lanjut.satker, nilai)
    kini = TindakLanjut.objects.get(pk=tindak_lanjut.pk)
    beda = {nama: v for nama, v in isi.items() if getattr(kini, nama) != v}
    if not beda:
        return
    if "area" in beda:
        boleh_kelola(oleh, kini.satker, beda["area"]).wajib()
    simpan_versi(tindak_lanjut, versi, **beda)
    boleh_ubah(oleh, tindak_lanjut).wajib()  # as it is now, under the lock of the version
    _beri_tahu(tindak_lanjut, oleh)


@layanan
def langkah(tindak_lanjut: TindakLanjut, aksi: str, *, oleh: Any, catatan: str = "", versi: int | None = None) -> None:
    """One step of the table; `catatan` is the reason, for laporkan what was done. The same step again is harmless.

    `versi` is the one that the person saw; raises SudahBerubah when the follow-up has changed since.
    """
    catatan = _rapikan(catatan, "Catatan")
    kini = TindakLanjut.objects.select_for_update().get(pk=tindak_lanjut.pk)
    if versi not in {None, kini.versi} and kini.status in TINDAK_LANJUT.cari(aksi).dari:
        raise SudahBerubah("Tindak lanjut ini baru saja diubah orang lain. Baca lagi, lalu pilih langkahnya.")
    orang = {kini.penanggung_jawab_id, kini.dilaporkan_oleh_id}
    if TINDAK_LANJUT.jalankan(tindak_lanjut, aksi, oleh=oleh, catatan=catatan, **_nilai(aksi, oleh, catatan)):
        _kabarkan(tindak_lanjut, aksi, catatan, orang, oleh)


@layanan
def laporkan_atas_nama(tindak_lanjut: TindakLanjut, pelapor: Any, hasil: str, *, oleh: Any = None) -> bool:
    """The system reports what it saw done by `pelapor`; False when the follow-up is not open (any more)."""
    if not TindakLanjut.objects.filter(pk=tindak_lanjut.pk, status=S.TERBUKA).exists():
        return False
    isi = _nilai("laporkan", pelapor, hasil[:HURUF_MAKS])
    return TINDAK_LANJUT.jalankan(tindak_lanjut, "laporkan", oleh=oleh, catatan=hasil[:HURUF_MAKS], **isi)


def _nilai(aksi: str, oleh: Any, catatan: str) -> dict[str, Any]:
    """What a step writes beside the state."""
    kini = timezone.now()
    if aksi == "laporkan":
        return {"hasil": catatan, "dilaporkan_oleh": oleh, "dilaporkan_pada": kini, "updated_at": kini}
    nilai: dict[str, Any] = {"updated_at": kini}
    if aksi != "terima":
        nilai["alasan"] = catatan
    if aksi in {"kembalikan", "buka"}:
        nilai |= {"dilaporkan_oleh": None, "dilaporkan_pada": None, "ditutup_oleh": None, "ditutup_pada": None}
    else:
        nilai |= {"ditutup_oleh": oleh, "ditutup_pada": kini}
    return nilai


def _rapikan(teks: str, nama: str) -> str:
    """Without NUL, which PostgreSQL does not store."""
    rapi = teks.replace("\0", "").strip()
    if len(rapi) > HURUF_MAKS:
        raise GalatDomain(f"{nama} paling panjang 5.000 huruf.")
    return rapi


def _periksa(satker: Satker, nilai: dict[str, Any]) -> dict[str, Any]:
    """The values cleaned; raises GalatDomain with one sentence."""
    isi = {nama: nilai[nama] for nama in MEDAN if nama in nilai}
    if "uraian" in isi:
        isi["uraian"] = _rapikan(isi["uraian"], "Uraian")
        if not isi["uraian"]:
            raise GalatDomain("Tulis dulu apa yang harus dikerjakan.")
    if isi.get("area") and isi["area"] not in dict(pilihan_area(satker)):
        raise GalatDomain("Area ini tidak ada di satker ini.")
    if isi.get("keterangan_asal"):
        isi["keterangan_asal"] = _rapikan(isi["keterangan_asal"], "Keterangan asal")[:200]
    _periksa_orang(satker, isi.get("penanggung_jawab"))
    tenggat: date | None = isi.get("tenggat")
    if tenggat and tenggat.year not in TAHUN:
        raise GalatDomain(f"Tahun tenggat antara {TAHUN[0]} dan {TAHUN[-1]}.")
    return isi


def _periksa_orang(satker: Satker, orang: Pengguna | None) -> None:
    if orang and not calon(satker).filter(pk=orang.pk).exists():
        raise GalatDomain(f"{orang} bukan anggota tim kerja atau kepala {satker} hari ini. Pilih orang lain.")


def _beri_tahu(satu: TindakLanjut, oleh: Any) -> None:
    """Tell who is in charge, once a person; not who wrote it for himself."""
    orang = satu.penanggung_jawab
    if orang is None or orang == oleh:
        return
    tenggat = f" Tenggat {date_format(satu.tenggat, 'j F Y')}." if satu.tenggat else ""
    kirim(
        orang,
        kunci=f"tindak-lanjut:{satu.pk}",
        judul=f"Tindak lanjut untuk Anda: {satu.uraian}"[:200],
        isi=f"{satu.uraian}\n\nDari: {satu.get_asal_display()}.{tenggat}",
        tautan=satu.get_absolute_url(),
        surel=False,
    )


def _kabarkan(satu: TindakLanjut, aksi: str, catatan: str, orang: set[int | None], oleh: Any) -> None:
    """Tell who is in charge and who reported that it came back to them, or that it is off."""
    if aksi not in KABAR:
        return
    nomor = riwayat(satu).order_by("-pk").values_list("pk", flat=True).first()
    for penerima in Pengguna.objects.filter(pk__in=[x for x in orang if x and (oleh is None or x != oleh.pk)]):
        kirim(
            penerima,
            kunci=f"tindak-lanjut:{satu.pk}:{nomor}",
            judul=f"{KABAR[aksi]}: {satu.uraian}"[:200],
            isi=f"{oleh or 'Sistem'}: {catatan}",
            tautan=satu.get_absolute_url(),
            surel=False,
        )
