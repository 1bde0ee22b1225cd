"""Deputies of the kepala. A deputy has the role of kepala with a sebutan (Plh., Plt., a.n.), always for a period."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.satker import policies
from zi.satker.models import Peran, Satker
from zi.satker.pejabat import judul_kepala
from zi.satker.queries import calon_wakil, daftar_wakil
from zi.satker.services_orang import IsiPeran, peran_bertumpuk, tulis_peran, tutup_peran
from zi.ui.teks import tanggal

PALING_LAMA = timedelta(days=366)
HAK_WAKIL = "Anda dapat menyetujui, mengembalikan, dan mencabut rencana kerja seperti kepala satker."


@layanan
def tunjuk_wakil(satker: Satker, orang: Pengguna, sebutan: str, mulai: date, selesai: date, *, oleh: Any) -> Peran:
    """Name a deputy and tell him. Called twice he is named once; other periods of the same person may not overlap."""
    policies.boleh_tunjuk_wakil(oleh, satker).wajib()
    _periksa_masa(satker, mulai, selesai)
    isi = IsiPeran(Peran.Jenis.KEPALA, mulai=mulai, selesai=selesai, sebutan=sebutan)
    lama = peran_bertumpuk(orang, satker, isi, mulai)
    if lama and (lama.sebutan, lama.mulai, lama.selesai) == (sebutan, mulai, selesai):
        return lama
    _periksa_orang(satker, orang, sebutan, lama, oleh)
    wakil = tulis_peran(orang, satker, isi, mulai)
    _kabarkan(wakil, f"Anda mewakili Kepala {satker} ({sebutan})", _penunjukan(wakil, oleh))
    return wakil


@layanan
def akhiri_wakil(wakil: Peran, *, oleh: Any) -> Peran:
    """End a deputy's time at once, or call off one that has not begun; the row stays as history."""
    policies.boleh_tunjuk_wakil(oleh, wakil.satker).wajib()
    if not wakil.sebutan:
        raise GalatDomain("Peran ini bukan wakil kepala; admin satker yang mengatur masanya.")
    if wakil.status() in {"selesai", "batal"}:
        return wakil
    akhir = tutup_peran(wakil)
    _kabarkan(akhir, f"Anda tidak lagi mewakili Kepala {wakil.satker} ({wakil.sebutan})", _oleh(oleh))
    return akhir


def wakil_lain(wakil: Peran) -> list[Peran]:
    """Other deputies of the same days: allowed, but worth a word."""
    sama = daftar_wakil(wakil.satker).filter(mulai__lte=wakil.selesai, selesai__gte=wakil.mulai, dibatalkan_pada=None)
    return list(sama.exclude(pk=wakil.pk))


def _periksa_masa(satker: Satker, mulai: date, selesai: date) -> None:
    if selesai < mulai:
        raise GalatDomain("Tanggal selesai mendahului tanggal mulai.")
    if selesai < satker.hari_ini():
        raise GalatDomain("Masa itu sudah lewat seluruhnya. Pilih tanggal selesai hari ini atau sesudahnya.")
    if selesai - mulai > PALING_LAMA:
        raise GalatDomain("Masa wakil paling lama satu tahun. Tunjuk lagi bila masih diperlukan.")


def _periksa_orang(satker: Satker, orang: Pengguna, sebutan: str, lama: Peran | None, oleh: Any) -> None:
    if sebutan not in Peran.Sebutan.values:
        raise GalatDomain("Pilih sebutannya: Plh., Plt., atau a.n.")
    if oleh and orang.pk == oleh.pk:
        raise GalatDomain("Anda tidak dapat menunjuk diri sendiri.")
    if lama and not lama.sebutan:
        raise GalatDomain(f"{orang.nama} sendiri kepala satker pada masa itu.")
    if lama:
        masa = f"{tanggal(lama.mulai)} sampai {tanggal(lama.selesai)}"
        raise GalatDomain(
            f"{orang.nama} sudah mewakili kepala ({lama.sebutan}) {masa}. Pilih masa lain, atau akhiri dulu yang itu."
        )
    if not calon_wakil(satker).filter(pk=orang.pk).exists():
        raise GalatDomain("Wakil dipilih dari tim kerja atau admin satker ini yang akunnya aktif, bukan evaluator.")


def _penunjukan(wakil: Peran, oleh: Any) -> str:
    tercetak = f"Keputusan Anda tercetak sebagai “{wakil.sebutan} {judul_kepala(wakil.satker)}”."
    masa = f"Mulai {tanggal(wakil.mulai)} sampai {tanggal(wakil.selesai)}"
    return f"{masa} {HAK_WAKIL} {tercetak} {_oleh(oleh)}".strip()


def _oleh(oleh: Any) -> str:
    return f"Ditetapkan oleh {oleh.nama}." if oleh else ""


def _kabarkan(wakil: Peran, judul: str, isi: str) -> None:
    """Tell the deputy; each change of his time is a message of its own."""
    kunci = f"wakil:{wakil.pk}:{wakil.status()}:{timezone.now():%Y%m%d%H%M%S%f}"
    tautan = reverse("satker:wakil", args=[wakil.satker.kode])
    kirim = import_string(settings.PENGIRIM_KABAR)
    kirim(wakil.pengguna, kunci=kunci, judul=judul[:200], isi=isi, tautan=tautan, surel=False, ringkas=True)
