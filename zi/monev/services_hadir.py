"""Signing the attendance list: with an account by one tap, with name and number, or noted by the committee."""

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from zi.akun.models import Pengguna
from zi.akun.nomor import rapikan_nomor
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.monev.models import Hadir, PesertaRapat, Rapat
from zi.monev.policies import boleh_catat, boleh_hadir
from zi.monev.queries import boleh_isi_hadir
from zi.satker.models import Pegawai, Peran
from zi.satker.pejabat import pejabat

TAK_DIKENAL = "Nama dan NIP ini tidak ada di daftar undangan rapat ini. Periksa lagi, atau minta panitia mencatat Anda."
C = Hadir.Cara


@layanan
def hadir_akun(rapat: Rapat, *, oleh: Any) -> Hadir:
    """One tap of somebody who is logged in; twice is once."""
    _terbuka(rapat)
    boleh_hadir(oleh, rapat).wajib()
    if ada := rapat.hadir.filter(pengguna=oleh).first():
        return ada
    nama = pejabat(oleh, rapat.satker)
    milik = Q(pengguna=oleh) | (Q(nomor_induk=nama.nomor_induk) if nama.nomor_induk else Q(pk=None))
    peserta = rapat.peserta.filter(milik).first()
    if peserta:
        return _catat(rapat, peserta, C.AKUN, pengguna=oleh)
    isi = {"nama": nama.nama, "jabatan": nama.jabatan_tercetak, "nomor_induk": nama.nomor_induk}
    return _catat(rapat, None, C.AKUN, pengguna=oleh, **isi)


@layanan
def hadir_nomor(rapat: Rapat, nama: str, nomor_induk: str, *, oleh: Any = None) -> Hadir:
    """Somebody who is not logged in: name and number must be of one who is invited or of the unit.

    A guest who was invited without a number signs with his name alone. Raises GalatDomain with the same sentence
    whatever was wrong, so that nobody learns whose number it is.
    """
    _terbuka(rapat)
    nomor = rapikan_nomor(nomor_induk) or ""
    peserta = _peserta(rapat, nama, nomor)
    if peserta:
        return _catat(rapat, peserta, C.NOMOR, pengguna=peserta.pengguna)
    pegawai = _orang_satker(rapat, nama, nomor)
    if pegawai is None:
        raise GalatDomain(TAK_DIKENAL)
    return _catat(rapat, None, C.NOMOR, **pegawai)


@layanan
def hadir_dicatat(peserta: PesertaRapat, *, oleh: Any) -> Hadir:
    """The committee notes somebody who was invited and signed on paper; not before the list is open."""
    boleh_catat(oleh, peserta.rapat).wajib()
    if (kalimat := boleh_isi_hadir(peserta.rapat)) and not peserta.rapat.berlangsung:
        raise GalatDomain(kalimat)
    return _catat(peserta.rapat, peserta, C.DICATAT, pengguna=peserta.pengguna)


@layanan
def batalkan_hadir(hadir: Hadir, *, oleh: Any) -> None:
    """Take a line away that was a mistake."""
    boleh_catat(oleh, hadir.rapat).wajib()
    Hadir.objects.filter(pk=hadir.pk).delete()


def _terbuka(rapat: Rapat) -> None:
    rapat.refresh_from_db()
    if kalimat := boleh_isi_hadir(rapat):
        raise GalatDomain(kalimat)


def _catat(rapat: Rapat, peserta: PesertaRapat | None, cara: str, pengguna: Any = None, **nama: str) -> Hadir:
    """The row, or the one that is there; of two at the same moment the second finds the first."""
    isi = nama or {n: getattr(peserta, n) for n in ("nama", "jabatan", "nomor_induk")}
    sama = Q(pk=None)
    if peserta:
        sama |= Q(peserta=peserta)
    if pengguna:
        sama |= Q(pengguna=pengguna)
    if isi["nomor_induk"]:
        sama |= Q(nomor_induk=isi["nomor_induk"])
    if ada := rapat.hadir.filter(sama).first():
        return ada
    try:
        with transaction.atomic():
            return Hadir.objects.create(rapat=rapat, peserta=peserta, pengguna=pengguna, cara=cara, **isi)
    except IntegrityError:
        if ada := rapat.hadir.filter(sama).first():
            return ada
        raise GalatDomain(f"{isi['nama']} sudah ada di daftar hadir.") from None


def _peserta(rapat: Rapat, nama: str, nomor: str) -> PesertaRapat | None:
    """Who is invited under this number and name; without a number only a guest who has none."""
    tanpa_nomor = {"tamu": True, "nomor_induk": ""}
    calon = rapat.peserta.filter(nomor_induk=nomor) if nomor else rapat.peserta.filter(**tanpa_nomor)
    return next((p for p in calon if (_mirip if nomor else _sama)(p.nama, nama)), None)


def _orang_satker(rapat: Rapat, nama: str, nomor: str) -> dict[str, Any] | None:
    """Somebody of the unit who was not invited: on its list of people, or with a role there today."""
    if not nomor:
        return None
    pegawai = Pegawai.objects.filter(satker=rapat.satker_id, nomor_induk=nomor).select_related("pengguna").first()
    if pegawai and _mirip(pegawai.nama, nama):
        isi = {"nama": pegawai.nama, "jabatan": pegawai.jabatan, "nomor_induk": nomor}
        return isi | {"pengguna": pegawai.pengguna}
    peran = Peran.objects.berlaku().filter(satker=rapat.satker_id)
    orang = Pengguna.objects.filter(nomor_induk=nomor, is_active=True, peran__in=peran).first()
    if orang and _mirip(orang.nama, nama):
        return {"nama": orang.nama, "jabatan": "", "nomor_induk": nomor, "pengguna": orang}
    return None


def _kata(nama: str) -> set[str]:
    """The words of a name of three letters and more, without the degrees behind the comma."""
    return {k for k in re.findall(r"\w+", nama.partition(",")[0].casefold()) if len(k) > 2}


def _mirip(nama: str, tertulis: str) -> bool:
    """Is a word of the name in what was typed? The number says who it is, the name that it is no slip."""
    return bool(_kata(nama) & _kata(tertulis)) or _sama(nama, tertulis)


def _sama(nama: str, tertulis: str) -> bool:
    return " ".join(nama.split()).casefold() == " ".join(tertulis.split()).casefold()
