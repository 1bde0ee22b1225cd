"""Rounds: start one, answer a question, take a step. The stored result is written here alone, always in full."""

from datetime import date
from typing import Any

from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN
from zi.lke import isian
from zi.lke.hasil import hitung, ke_hasil
from zi.lke.models import Jawaban, Putaran
from zi.lke.nilai import MESIN
from zi.lke.policies import boleh_atur_masa, boleh_isi, boleh_mulai
from zi.lke.queries import alat
from zi.lke.workflow import PENILAIAN
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
from zi.satker.models import Satker

CATATAN_MAKS = 4000
S = Putaran.Status
PERLU_LENGKAP = ("serahkan", "terbitkan")
DRAF_LAGI = {"diserahkan_oleh": None, "diserahkan_pada": None}


@layanan
def mulai_putaran(
    satker: Satker,
    tahun: int,
    jenis: str,
    *,
    oleh: Any,
    asal: Putaran | None = None,
    dengan_catatan: bool = True,
    buka: date | None = None,
    tutup: date | None = None,
) -> Putaran:
    """A new round, empty or with the answers of `asal` (and its remarks), by the instrument in force that year."""
    boleh_mulai(oleh, satker, tahun, jenis).wajib()
    instrumen = instrumen_tahun(tahun)
    if instrumen is None:
        raise GalatDomain(f"Belum ada instrumen LKE yang berlaku untuk tahun {tahun}.")
    if asal and not Putaran.objects.terlihat_oleh(oleh).filter(pk=asal.pk, satker=satker).exists():
        raise GalatDomain("Putaran asal tidak ada di satker ini.")
    if asal and asal.instrumen_id != instrumen.pk:
        raise GalatDomain(f"{asal} memakai instrumen lain, jadi jawabannya tidak dapat dibawa ke tahun {tahun}.")
    _periksa_masa(buka, tutup)
    terakhir = Putaran.objects.filter(satker=satker, tahun=tahun, jenis=jenis).aggregate(n=Max("nomor"))["n"] or 0
    isi = {"instrumen": instrumen, "asal": asal, "buka": buka, "tutup": tutup, "dibuat_oleh": oleh}
    try:
        with transaction.atomic():
            putaran = Putaran.objects.create(satker=satker, tahun=tahun, jenis=jenis, nomor=terakhir + 1, **isi)
    except IntegrityError:
        nama = Putaran.Jenis(jenis).label
        raise GalatDomain(f"Masih ada {nama} {tahun} yang belum terbit. Lanjutkan atau terbitkan dulu.") from None
    if asal:
        _salin(asal, putaran, dengan_catatan=dengan_catatan, oleh=oleh)
    _tulis_hasil(putaran)
    return putaran


def _salin(asal: Putaran, putaran: Putaran, *, dengan_catatan: bool, oleh: Any) -> None:
    milik = {"putaran": putaran, "oleh": oleh}
    Jawaban.objects.bulk_create(
        Jawaban(pertanyaan_id=j.pertanyaan_id, isi=j.isi, catatan=j.catatan if dengan_catatan else "", **milik)
        for j in asal.jawaban.all()
    )


def _periksa_masa(buka: date | None, tutup: date | None) -> None:
    if buka and tutup and buka > tutup:
        raise GalatDomain("Hari terakhir pengisian lebih awal daripada hari pertamanya.")


def _tulis_hasil(putaran: Putaran, jawaban: list[Jawaban] | None = None) -> None:
    """The whole result anew from all answers; the caller holds the row of the round."""
    semua = list(putaran.jawaban.select_related("pertanyaan")) if jawaban is None else jawaban
    total, hasil = ke_hasil(hitung(putaran.instrumen, semua))
    nilai = {"total": total, "hasil": hasil, "mesin": MESIN, "revisi": F("revisi") + 1}
    Putaran.objects.filter(pk=putaran.pk).update(**nilai, updated_at=timezone.now())


@layanan
def jawab(
    putaran: Putaran, pertanyaan: Pertanyaan, versi: int, *, tulisan: Any, catatan: str = "", oleh: Any
) -> Jawaban:
    """Answer one question as the form saw it (`versi`; 0: nothing was there).

    Raises GalatDomain with what is wrong with the answer, SudahBerubah when somebody was faster.
    """
    boleh_isi(oleh, putaran).wajib()
    isi = isian.simpan(isian.baca(alat(putaran.instrumen).soal[pertanyaan.kode], tulisan))
    catatan = catatan.replace("\0", "").replace("\r\n", "\n").strip()
    if len(catatan) > CATATAN_MAKS:
        raise GalatDomain(f"Catatan paling panjang {CATATAN_MAKS} huruf.")
    terkunci = Putaran.objects.filter(pk=putaran.pk, status=S.DRAF)
    if not terkunci.update(updated_at=timezone.now()):  # takes the row: two answers at once come one after the other
        raise GalatDomain("Putaran ini baru saja diserahkan. Muat ulang halaman ini.")
    semua = list(putaran.jawaban.select_related("pertanyaan"))
    lama = next((j for j in semua if j.pertanyaan_id == pertanyaan.pk), None)
    if lama and (lama.isi, lama.catatan) == (isi, catatan):
        return lama
    if (lama.versi if lama else 0) != versi:
        raise SudahBerubah(PESAN)
    if lama is None and isi is None and not catatan:
        return Jawaban(putaran=putaran, pertanyaan=pertanyaan, oleh=oleh, versi=0)
    baru = lama or Jawaban(putaran=putaran, pertanyaan=pertanyaan, versi=0)
    beda = {"isi": [str(baru.isi), str(isi)], "catatan": [baru.catatan, catatan]}
    baru.isi, baru.catatan, baru.oleh, baru.pada, baru.versi = isi, catatan, oleh, timezone.now(), baru.versi + 1
    baru.save()
    LogEntry.objects.log_create(baru, force_log=True, action=LogEntry.Action.UPDATE, changes=beda)
    _tulis_hasil(putaran, semua if lama else [*semua, baru])
    return baru


@layanan
def langkah(putaran: Putaran, aksi: str, *, oleh: Any, catatan: str = "", tetap: bool = False) -> bool:
    """Take a step of PENILAIAN. Handing in or publishing with open questions needs `tetap`: they count 0."""
    putaran.refresh_from_db()
    if PENILAIAN.periksa(putaran, aksi, oleh) and aksi in PERLU_LENGKAP and putaran.belum and not tetap:
        raise GalatDomain(
            f"{putaran.belum} pertanyaan belum dijawab dan dihitung 0. Jawab dulu, atau centang bahwa Anda tetap "
            "melanjutkan."
        )
    kini = timezone.now()
    nilai: dict[str, Any] = {
        "serahkan": {"diserahkan_oleh": oleh, "diserahkan_pada": kini},
        "terbitkan": {"terbit_oleh": oleh, "terbit_pada": kini},
    }.get(aksi, DRAF_LAGI)
    return PENILAIAN.jalankan(putaran, aksi, oleh=oleh, catatan=catatan, **nilai)


@layanan
def atur_masa(putaran: Putaran, *, oleh: Any, buka: date | None, tutup: date | None) -> None:
    """The days in which its side may answer; None: no limit."""
    boleh_atur_masa(oleh, putaran).wajib()
    _periksa_masa(buka, tutup)
    if not Putaran.objects.filter(pk=putaran.pk, terbit_pada=None).update(buka=buka, tutup=tutup):
        raise GalatDomain("Putaran ini sudah terbit.")
