"""Rounds: start one, answer a question, take a step. The stored result is written here alone, always in full."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN
from zi.common.workflow import berkata, catat, riwayat
from zi.lke import isian
from zi.lke.hasil import hitung, ke_hasil, versi_mesin
from zi.lke.models import Jawaban, MasaBersama, Penggantian, Putaran
from zi.lke.policies import boleh_atur_masa, boleh_isi, boleh_mulai
from zi.lke.queries import alat
from zi.lke.queries_jejak import dari_orang_lain, menjawab_mandiri
from zi.lke.services_bukti import catat_bukti
from zi.lke.services_kabar import kabari
from zi.lke.workflow import PENILAIAN
from zi.pengungkit.models import Instrumen, Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
from zi.pengungkit.services import TETAP
from zi.pengungkit.services import Hasil as HasilMuat
from zi.satker.models import Satker

CATATAN_MAKS = 4000
TERBALIK = "Hari terakhir pengisian lebih awal daripada hari pertamanya."
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
    """A new round by the instrument in force that year, empty or with the answers of `asal` (and its remarks).

    The answers of an `asal` of another year are not taken over: they are proposals, see zi.lke.usulan.
    """
    boleh_mulai(oleh, satker, tahun, jenis).wajib()
    instrumen = instrumen_tahun(tahun)
    if instrumen is None:
        raise GalatDomain(f"Belum ada instrumen LKE yang berlaku untuk tahun {tahun}.")
    periksa_masa(buka, tutup)
    isi = {"instrumen": instrumen, "asal": asal, "buka": buka, "tutup": tutup, "dibuat_oleh": oleh}
    putaran = Putaran(satker=satker, tahun=tahun, jenis=jenis, **isi)
    _periksa_asal(putaran, oleh)
    _urutkan(putaran, oleh)
    try:
        with transaction.atomic():
            putaran.save()
    except IntegrityError:
        nama = Putaran.Jenis(jenis).label
        raise GalatDomain(f"Masih ada {nama} {tahun} yang belum terbit. Lanjutkan atau terbitkan dulu.") from None
    if asal and asal.tahun == tahun:  # of another year they are proposals (zi.lke.usulan)
        _salin(asal, putaran, dengan_catatan=dengan_catatan, oleh=oleh)
    _tulis_hasil(putaran)
    return putaran


def _periksa_asal(putaran: Putaran, oleh: Any) -> None:
    """What it starts from; a TPN only after the TPI."""
    asal, satker, tahun = putaran.asal, putaran.satker, putaran.tahun
    tpi = Putaran.objects.filter(satker=satker, tahun=tahun, jenis=Putaran.Jenis.TPI, status=S.TERBIT)
    if putaran.jenis == Putaran.Jenis.TPN and not tpi.exists():
        raise GalatDomain(f"Penilaian TPN dimulai setelah Penilaian TPI {tahun} terbit.")
    if asal and not Putaran.objects.terlihat_oleh(oleh).filter(pk=asal.pk, satker=satker).exists():
        raise GalatDomain("Putaran asal tidak ada di satker ini.")
    if asal and asal.instrumen_id != putaran.instrumen_id:
        raise GalatDomain(f"{asal} memakai instrumen lain, jadi jawabannya tidak dapat dibawa ke tahun {tahun}.")


def _urutkan(putaran: Putaran, oleh: Any) -> None:
    """Its number after the last one of its kind, and its days, unless who starts it may set them: those of that one
    (who was late does not begin anew), else those that are set for all units.
    """
    satker, tahun, jenis = putaran.satker, putaran.tahun, putaran.jenis
    lama = Putaran.objects.filter(satker=satker, tahun=tahun, jenis=jenis).order_by("-nomor").first()
    putaran.nomor = lama.nomor + 1 if lama else 1
    if boleh_atur_masa(oleh, putaran):
        return
    masa = lama if lama and (lama.buka or lama.tutup) else MasaBersama.objects.untuk(satker, tahun, jenis)
    diminta = (putaran.buka, putaran.tutup)
    if masa and diminta not in {(None, None), (masa.buka, masa.tutup)}:
        raise GalatDomain(f"Masa pengisian {putaran} sudah ditetapkan. Kosongkan isian masanya, lalu mulai lagi.")
    if masa:
        putaran.buka, putaran.tutup = masa.buka, masa.tutup


def _salin(asal: Putaran, putaran: Putaran, *, dengan_catatan: bool, oleh: Any) -> None:
    milik = {"putaran": putaran, "oleh": oleh}
    Jawaban.objects.bulk_create(
        Jawaban(
            pertanyaan_id=j.pertanyaan_id,
            isi=j.isi,
            catatan=j.catatan if dengan_catatan else "",
            bawaan=j.isi is not None,
            **milik,
        )
        for j in asal.jawaban.all()
    )


def periksa_masa(buka: date | None, tutup: date | None) -> None:
    """Raises GalatDomain when the last day comes before the first."""
    if buka and tutup and buka > tutup:
        raise GalatDomain(TERBALIK)


@layanan
def hitung_ulang(*, oleh: Any = None) -> list[HasilMuat]:
    """After another engine or instrument file: results anew, except of published rounds, which keep theirs."""
    jumlah = 0
    for instrumen in Instrumen.objects.all():
        lama = Putaran.objects.filter(instrumen=instrumen).exclude(mesin=versi_mesin(instrumen))
        for putaran in lama.exclude(status=S.TERBIT).select_for_update().order_by("pk"):
            putaran.instrumen = instrumen
            _tulis_hasil(putaran)
            jumlah += 1
    return [HasilMuat("Nilai LKE", f"{jumlah} putaran dihitung ulang" if jumlah else TETAP)]


def _tulis_hasil(putaran: Putaran, jawaban: list[Jawaban] | None = None) -> None:
    """The whole result anew from all answers; the caller holds the row of the round."""
    semua = list(putaran.jawaban.select_related("pertanyaan")) if jawaban is None else jawaban
    total, hasil = ke_hasil(hitung(putaran.instrumen, semua))
    nilai = {"total": total, "hasil": hasil, "mesin": versi_mesin(putaran.instrumen), "revisi": F("revisi") + 1}
    Putaran.objects.filter(pk=putaran.pk).update(**nilai, updated_at=timezone.now())


@layanan
def jawab(
    putaran: Putaran,
    pertanyaan: Pertanyaan,
    versi: int,
    *,
    tulisan: Any,
    catatan: str = "",
    alasan: str = "",
    oleh: Any,
) -> Jawaban:
    """Answer one question as the form saw it (`versi`; 0: nothing was there).

    `alasan`: why, when the answer of another evaluator is replaced; it is kept for ever (Penggantian). Raises
    GalatDomain with what is wrong with the answer, SudahBerubah when somebody was faster.
    """
    boleh_isi(oleh, putaran).wajib()
    isi = isian.simpan(isian.baca(alat(putaran.instrumen).soal[pertanyaan.kode], tulisan))
    catatan, alasan = _rapi(catatan, "Catatan"), _rapi(alasan, "Alasan")
    _kunci(putaran)
    semua = list(putaran.jawaban.select_related("pertanyaan"))
    lama = next((j for j in semua if j.pertanyaan_id == pertanyaan.pk), None)
    if lama and (lama.isi, lama.catatan) == (isi, catatan) and not lama.bawaan:
        return lama
    if (lama.versi if lama else 0) != versi:
        raise SudahBerubah(PESAN)
    if lama is None and isi is None and not catatan:
        return Jawaban(putaran=putaran, pertanyaan=pertanyaan, oleh=oleh, versi=0)
    _periksa_pengganti(putaran, pertanyaan, lama, isi, alasan, oleh)
    baru = _tulis_jawaban(lama or Jawaban(putaran=putaran, pertanyaan=pertanyaan, versi=0), isi, catatan, oleh)
    _tulis_hasil(putaran, semua if lama else [*semua, baru])
    return baru


def _kunci(putaran: Putaran) -> None:
    """Take the row, as it was when the right to answer was asked: two answers at once come one after the other."""
    seperti_tadi = {"status": putaran.status, "buka": putaran.buka, "tutup": putaran.tutup}
    if not Putaran.objects.filter(pk=putaran.pk, **seperti_tadi).update(updated_at=timezone.now()):
        raise GalatDomain("Status atau masa putaran ini baru saja berubah. Muat ulang halaman ini.")


class Isian(NamedTuple):
    """An answer to write, as `jawab` takes it."""

    pertanyaan: Pertanyaan
    versi: int
    tulisan: Any
    catatan: str


@layanan
def jawab_banyak(putaran: Putaran, isian_: Sequence[Isian], *, oleh: Any, alasan: str = "") -> tuple[int, list[str]]:
    """Many answers with one computation at the end: how many were written, and the codes of those that somebody
    changed since they were seen; these stay as they are. Anything else that is wrong refuses the whole.
    """
    boleh_isi(oleh, putaran).wajib()
    _kunci(putaran)
    soal, jumlah, bentrok = alat(putaran.instrumen).soal, 0, []
    ada = {j.pertanyaan_id: j for j in putaran.jawaban.select_related("pertanyaan", "oleh")}
    for satu in isian_:
        lama = ada.get(satu.pertanyaan.pk)
        isi = isian.simpan(isian.baca(soal[satu.pertanyaan.kode], satu.tulisan))
        catatan = _rapi(satu.catatan, "Catatan")
        if lama and (lama.isi, lama.catatan) == (isi, catatan):
            continue
        if (lama.versi if lama else 0) != satu.versi:
            bentrok.append(satu.pertanyaan.kode)
            continue
        _periksa_pengganti(putaran, satu.pertanyaan, lama, isi, _rapi(alasan, "Alasan"), oleh)
        baru = lama or Jawaban(putaran=putaran, pertanyaan=satu.pertanyaan, versi=0)
        ada[satu.pertanyaan.pk] = _tulis_jawaban(baru, isi, catatan, oleh)
        jumlah += 1
    if jumlah:
        _tulis_hasil(putaran, list(ada.values()))
    return jumlah, bentrok


def _rapi(teks: str, nama: str) -> str:
    """Without what cannot be stored; empty when there is nothing to read."""
    teks = teks.replace("\0", "").replace("\r\n", "\n").strip()
    if len(teks) > CATATAN_MAKS:
        raise GalatDomain(f"{nama} paling panjang {CATATAN_MAKS} huruf; tulisan Anda {len(teks)} huruf. Ringkas dulu.")
    return teks if berkata(teks) else ""


def _tulis_jawaban(satu: Jawaban, isi: Any, catatan: str, oleh: Any) -> Jawaban:
    """The row as it is now; another's answer under which only the remark changes stays his."""
    beda = {"isi": [str(satu.isi), str(isi)], "catatan": [satu.catatan, catatan]}
    if satu.pk is None or satu.bawaan or satu.isi is None or satu.isi != isi:
        satu.oleh = oleh
    satu.isi, satu.catatan, satu.bawaan, satu.pada, satu.versi = isi, catatan, False, timezone.now(), satu.versi + 1
    satu.save()
    LogEntry.objects.log_create(satu, force_log=True, action=LogEntry.Action.UPDATE, changes=beda)
    return satu


def _periksa_pengganti(
    putaran: Putaran, pertanyaan: Pertanyaan, lama: Jawaban | None, isi: Any, alasan: str, oleh: Any
) -> None:
    """Nobody evaluates what he answered; who replaces the answer of another evaluator says why, and that stays."""
    if not putaran.mandiri and menjawab_mandiri(putaran, pertanyaan, oleh):
        raise GalatDomain(f"{pertanyaan.kode} dinilai evaluator lain: Anda yang menjawabnya pada penilaian mandiri.")
    if lama is None or lama.isi == isi or not dari_orang_lain(putaran, lama, oleh):
        return
    if not alasan:
        raise GalatDomain(f"Tulis alasan mengganti jawaban {lama.oleh}, lalu simpan lagi.")
    isian_ganti = {"dari": lama.isi, "dari_oleh": lama.oleh, "ke": isi, "alasan": alasan, "oleh": oleh}
    Penggantian.objects.create(putaran=putaran, pertanyaan=pertanyaan, **isian_ganti)


@layanan
def langkah(putaran: Putaran, aksi: str, *, oleh: Any, catatan: str = "", tetap: bool = False) -> bool:
    """Take a step of PENILAIAN. Handing in or publishing with open questions needs `tetap`: they count 0."""
    putaran.refresh_from_db(from_queryset=Putaran._base_manager.select_for_update())
    catatan, boleh = _rapi(catatan, "Catatan"), PENILAIAN.periksa(putaran, aksi, oleh)
    if boleh and aksi in PERLU_LENGKAP and putaran.belum and not tetap:
        raise GalatDomain(
            f"{putaran.belum} pertanyaan belum dijawab dan dihitung 0. Jawab dulu, atau centang bahwa Anda tetap "
            "melanjutkan."
        )
    if aksi == "minta_baru":
        return _minta_baru(putaran, oleh=oleh, catatan=catatan)
    if boleh and aksi == "terbitkan":
        catat_bukti(putaran, oleh=oleh)
    kini = timezone.now()
    nilai: dict[str, Any] = {
        "serahkan": {"diserahkan_oleh": oleh, "diserahkan_pada": kini},
        "terbitkan": {"terbit_oleh": oleh, "terbit_pada": kini},
    }.get(aksi, DRAF_LAGI)
    penyerah = putaran.diserahkan_oleh
    jalan = PENILAIAN.jalankan(putaran, aksi, oleh=oleh, catatan=catatan, **nilai)
    if jalan:
        kabari(putaran, aksi, oleh=oleh, catatan=catatan, penyerah=penyerah)
    return jalan


def _minta_baru(putaran: Putaran, *, oleh: Any, catatan: str) -> bool:
    """The published self-assessment stays sealed; its history says that the unit has to open another one, and why."""
    PENILAIAN.periksa(putaran, "minta_baru", oleh).wajib()
    if not catatan:
        raise GalatDomain("Tulis alasannya: apa yang belum siap.")
    sesudah = Putaran.objects.filter(satker=putaran.satker_id, tahun=putaran.tahun, jenis=putaran.jenis)
    if sesudah.filter(nomor__gt=putaran.nomor).exists():
        raise GalatDomain("Satker ini sudah membuka penilaian mandiri yang lebih baru.")
    if riwayat(putaran).filter(aksi="minta_baru").exists():
        return False
    catat(putaran, "minta_baru", S.TERBIT, S.TERBIT, oleh=oleh, catatan=catatan)
    kabari(putaran, "minta_baru", oleh=oleh, catatan=catatan, penyerah=None)
    return True


@layanan
def atur_masa(putaran: Putaran, *, oleh: Any, buka: date | None, tutup: date | None) -> None:
    """The days in which its side may answer; None: no limit."""
    boleh_atur_masa(oleh, putaran).wajib()
    periksa_masa(buka, tutup)
    if not Putaran.objects.filter(pk=putaran.pk, terbit_pada=None).update(buka=buka, tutup=tutup):
        raise GalatDomain("Putaran ini sudah terbit.")
