"""Surat tugas: written, filled with units and members, ended. The evaluator roles follow, so that rights stay one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from zi.akun.services import kirim_tautan
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.lke.models import Anggota, SuratTugas
from zi.lke.tugas.benturan import benturan
from zi.lke.tugas.policies import boleh_terbitkan_surat, boleh_tugaskan, boleh_ubah_surat
from zi.notifikasi.services import kirim
from zi.satker.models import Peran, Satker
from zi.satker.services import simpan_bersih
from zi.satker.services_orang import IsiOrang, IsiPeran, pengguna_untuk, tulis_peran, tutup_peran

T = TypeVar("T")
SUDAH_ADA = "Nomor surat tugas ini sudah dipakai di satker penerbit itu."
TERBALIK = "Hari terakhir penugasan lebih awal daripada hari pertamanya."
SUDAH_DILEPAS = "Orang ini sudah dilepas dari surat tugas ini."
KETUA_DULU = "Tunjuk ketua lain dulu, lalu lepas orang ini."


@dataclass(frozen=True)
class IsiSurat:
    """What the letter says of itself."""

    nomor: str
    tanggal: date
    mulai: date
    selesai: date


@layanan
def buat_surat(penerbit: Satker, tahun: int, isi: IsiSurat, *, oleh: Any) -> SuratTugas:
    """A letter without units and members yet."""
    boleh_terbitkan_surat(oleh, penerbit).wajib()
    _periksa_isi(isi)
    dasar = {"penerbit": penerbit, "tahun": tahun, "dibuat_oleh": oleh}
    return _sekali(lambda: SuratTugas.objects.create(**dasar, **vars(isi)))


@layanan
def ubah_surat(surat: SuratTugas, versi: int, isi: IsiSurat, *, oleh: Any) -> None:
    """Other words or another period; the roles take both over, and nobody comes into a conflict by it.

    The same again changes nothing. Raises SudahBerubah when somebody was faster.
    """
    kini = _kunci(surat, oleh)
    if all(getattr(kini, k) == v for k, v in vars(isi).items()):
        return
    _periksa_isi(isi)
    peran, satker = list(_peran(kini)), list(kini.satker.all())
    orang = [a.pengguna for a in kini.anggota.select_related("pengguna")]
    _tolak_benturan(orang, satker, kini, isi)
    _sekali(lambda: simpan_versi(kini, versi, **vars(isi)))
    for satu in peran:
        satu.surat_tugas, satu.mulai, satu.selesai = isi.nomor, isi.mulai, isi.selesai
        simpan_bersih(satu)


@layanan
def tambah_satker(surat: SuratTugas, satker: Iterable[Satker], *, oleh: Any) -> int:
    """Units to be evaluated, each by all members. Returns how many are new."""
    kini = _kunci(surat, oleh)
    ada = set(kini.satker.values_list("pk", flat=True))
    baru = [s for s in satker if s.pk not in ada]
    _tugaskan(kini, [a.pengguna for a in kini.anggota.select_related("pengguna")], baru, oleh=oleh)
    kini.satker.add(*baru)
    return len(baru)


@layanan
def lepas_satker(surat: SuratTugas, satker: Satker, *, oleh: Any) -> None:
    """The unit is no longer evaluated by this letter; twice is once."""
    kini = _kunci(surat, oleh)
    _cabut(_peran(kini).filter(satker=satker))
    kini.satker.remove(satker)


@layanan
def tambah_anggota(surat: SuratTugas, surel: str, nama: str, *, ketua: bool = False, oleh: Any) -> Anggota:
    """A member by his address; a new account is made, and its owner gets a link. The first one leads, or who comes as
    ketua.
    """
    kini = _kunci(surat, oleh)
    pengguna = pengguna_untuk(IsiOrang(surel, nama), oleh=oleh)
    boleh_tugaskan(oleh, kini.penerbit, pengguna).wajib()
    if not pengguna.is_active:
        raise GalatDomain(f"Akun {pengguna} tidak aktif, jadi tidak dapat ditugaskan.")
    ada = kini.anggota.filter(pengguna=pengguna).first()
    if ada is None:
        _tugaskan(kini, [pengguna], list(kini.satker.all()), oleh=oleh)
        ketua = ketua or not kini.anggota.filter(ketua=True).exists()
        ada = Anggota.objects.create(surat=kini, pengguna=pengguna)
        _kabari(kini, pengguna)
        if not pengguna.has_usable_password():
            kirim_tautan(pengguna, oleh=oleh)
    if ketua:
        _jadikan_ketua(kini, ada)
    return ada


@layanan
def tunjuk_ketua(surat: SuratTugas, anggota: Anggota, *, oleh: Any) -> None:
    """The one who publishes; who led becomes a member."""
    kini = _kunci(surat, oleh)
    satu = kini.anggota.filter(pk=anggota.pk).first()
    if satu is None:
        raise GalatDomain(SUDAH_DILEPAS)
    _jadikan_ketua(kini, satu)


@layanan
def lepas_anggota(surat: SuratTugas, anggota: Anggota, *, oleh: Any) -> None:
    """He no longer evaluates by this letter. The ketua goes last, or after another was named. Twice is once."""
    kini = _kunci(surat, oleh)
    satu = kini.anggota.filter(pk=anggota.pk).first()
    if satu is None:
        return
    if satu.ketua and kini.anggota.count() > 1:
        raise GalatDomain(KETUA_DULU)
    _cabut(_peran(kini).filter(pengguna=satu.pengguna_id))
    satu.delete()


@layanan
def akhiri_surat(surat: SuratTugas, *, oleh: Any) -> None:
    """End it today with all roles from it; units and members stay written there. Twice is once."""
    kini = SuratTugas.objects.select_for_update(of=("self",)).select_related("penerbit").get(pk=surat.pk)
    boleh_terbitkan_surat(oleh, kini.penerbit).wajib()
    if kini.diakhiri_pada:
        return
    _cabut(_peran(kini))
    simpan_versi(kini, kini.versi, diakhiri_oleh=oleh, diakhiri_pada=timezone.now())


def _kunci(surat: SuratTugas, oleh: Any) -> SuratTugas:
    """The row as it is now, held until the end; refused to who may not change it."""
    kini = SuratTugas.objects.select_for_update(of=("self",)).select_related("penerbit").get(pk=surat.pk)
    boleh_ubah_surat(oleh, kini).wajib()
    return kini


def _periksa_isi(isi: IsiSurat) -> None:
    if isi.selesai < isi.mulai:
        raise GalatDomain(TERBALIK)


def _sekali(tulis: Callable[[], T]) -> T:
    """The same number twice from one unit is a sentence."""
    try:
        with transaction.atomic():
            return tulis()
    except IntegrityError:
        raise GalatDomain(SUDAH_ADA) from None


def _tugaskan(surat: SuratTugas, orang: list[Any], satker: list[Satker], *, oleh: Any) -> None:
    """Roles for all of these people in all of these units, or a sentence that says why not."""
    for satu in satker:
        boleh_tugaskan(oleh, satu).wajib()
    _tolak_benturan(orang, satker, surat, surat)
    isi = IsiPeran(
        Peran.Jenis.EVALUATOR, tahun=surat.tahun, surat_tugas=surat.nomor, mulai=surat.mulai, selesai=surat.selesai
    )
    for pengguna in orang:
        for satu in satker:
            tulis_peran(pengguna, satu, isi, surat.mulai)


def _tolak_benturan(orang: list[Any], satker: list[Satker], surat: SuratTugas, masa: SuratTugas | IsiSurat) -> None:
    """Nobody comes into a conflict of interest, and nobody is sent to one unit by two letters in the same days."""
    if not orang or not satker:
        return
    if kalimat := benturan(orang, satker, surat.tahun, masa.mulai, masa.selesai):
        raise GalatDomain(" ".join(kalimat))
    lain = Peran.objects.filter(jenis=Peran.Jenis.EVALUATOR, tahun=surat.tahun, pengguna__in=orang, satker__in=satker)
    lain = lain.filter(dibatalkan_pada=None, mulai__lte=masa.selesai, selesai__gte=masa.mulai)
    if lama := lain.exclude(surat_tugas=surat.nomor).select_related("pengguna", "satker").first():
        asal = lama.surat_tugas or "tanpa surat tugas"
        raise GalatDomain(
            f"{lama.pengguna} sudah menjadi evaluator {lama.satker} {surat.tahun} pada masa itu ({asal})."
        )


def _peran(surat: SuratTugas) -> Any:
    """The roles that follow from the letter: not over, or over with its own last day."""
    semua = Peran.objects.belum_selesai() | Peran.objects.filter(dibatalkan_pada=None, selesai=surat.selesai)
    milik = semua.filter(jenis=Peran.Jenis.EVALUATOR, tahun=surat.tahun, surat_tugas=surat.nomor)
    milik = milik.filter(satker__in=surat.satker.all(), pengguna__in=surat.anggota.values("pengguna"))
    return milik.select_related("satker")


def _cabut(peran: Iterable[Peran]) -> None:
    for satu in peran:
        tutup_peran(satu)


def _jadikan_ketua(surat: SuratTugas, anggota: Anggota) -> None:
    for satu in surat.anggota.exclude(pk=anggota.pk).filter(ketua=True):
        satu.ketua = False
        satu.save(update_fields=["ketua"])
    anggota.ketua = True
    anggota.save(update_fields=["ketua"])


def _kabari(surat: SuratTugas, pengguna: Any) -> None:
    isi = f"Tahun yang dievaluasi {surat.tahun}. Satkernya ada di antrean evaluasi Anda."
    kunci, tautan = f"surat-tugas:{surat.pk}", reverse("lke:antrean")
    judul = f"Anda bertugas dalam {surat}"[:200]
    kirim(pengguna, kunci=kunci, judul=judul, isi=isi, tautan=tautan, surel=False, ringkas=True)
