"""Who is invited, named as the unit names him on that day."""

from collections.abc import Iterable
from typing import Any

from zi.akun.nomor import rapikan_nomor
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.monev.models import PesertaRapat, Rapat
from zi.monev.policies import boleh_ubah
from zi.monev.queries import nama_orang
from zi.monev.services_rapat import kabari
from zi.satker.queries import orang_satker

PESERTA_MAKS = 1000


@layanan
def undang_tim(rapat: Rapat, orang: Iterable[int], *, oleh: Any) -> None:
    """Invite these people of the unit, by id of their accounts, and nobody else of it; guests stay.

    Names that stand there already are not touched, nor are people who have signed.
    """
    boleh_ubah(oleh, rapat).wajib()
    Rapat.objects.select_for_update().get(pk=rapat.pk)
    diminta = set(orang)
    rapat.peserta.filter(tamu=False, hadir=None).exclude(pengguna__in=diminta).delete()
    ada = set(rapat.peserta.exclude(pengguna=None).values_list("pengguna", flat=True))
    nomor_ada = set(rapat.peserta.exclude(nomor_induk="").values_list("nomor_induk", flat=True))
    baru = [_peserta(rapat, satu) for satu in orang_satker(rapat.satker).filter(pk__in=diminta - ada, is_active=True)]
    PesertaRapat.objects.bulk_create([p for p in baru if not p.nomor_induk or p.nomor_induk not in nomor_ada])
    _batas(rapat)
    if baru and rapat.status == Rapat.Status.DIJADWALKAN:
        kabari(rapat, "Undangan")


def _peserta(rapat: Rapat, pengguna: Any) -> PesertaRapat:
    nama, jabatan, nomor = nama_orang(pengguna)
    return PesertaRapat(rapat=rapat, pengguna=pengguna, nama=nama, jabatan=jabatan, nomor_induk=nomor)


@layanan
def undang_tamu(rapat: Rapat, nama: str, *, oleh: Any, jabatan: str = "", nomor_induk: str = "") -> PesertaRapat:
    """Invite somebody by name; the same number or the same name again is the same person."""
    boleh_ubah(oleh, rapat).wajib()
    nama, jabatan = (" ".join(x.replace("\0", "").split())[:150] for x in (nama, jabatan))
    nomor = rapikan_nomor(nomor_induk) or ""
    if not nama:
        raise GalatDomain("Tulis nama yang diundang.")
    Rapat.objects.select_for_update().get(pk=rapat.pk)
    sama = rapat.peserta.filter(nomor_induk=nomor) if nomor else rapat.peserta.filter(nama__iexact=nama, tamu=True)
    if lama := sama.first():
        return lama
    baru = PesertaRapat.objects.create(rapat=rapat, nama=nama, jabatan=jabatan, nomor_induk=nomor, tamu=True)
    _batas(rapat)
    return baru


@layanan
def keluarkan(peserta: PesertaRapat, *, oleh: Any) -> None:
    """No longer invited; who has signed stays."""
    boleh_ubah(oleh, peserta.rapat).wajib()
    if peserta.rapat.hadir.filter(peserta=peserta).exists():
        raise GalatDomain(f"{peserta} sudah mengisi daftar hadir, jadi tetap tercatat sebagai undangan.")
    peserta.delete()


def _batas(rapat: Rapat) -> None:
    if rapat.peserta.count() > PESERTA_MAKS:
        raise GalatDomain(f"Paling banyak {PESERTA_MAKS} orang yang diundang ke satu rapat.")
