"""Deciding which question a requirement proves, and filing a requirement directly under a question."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from zi.bukti.jenis import usulkan
from zi.bukti.models import JenisBukti, PetaBukti, SyaratBukti
from zi.bukti.peta.queries import kunci_syarat
from zi.bukti.policies import boleh_petakan, boleh_tambah_tanya, tempat
from zi.bukti.queries import kamus_jenis
from zi.bukti.services_syarat import pisah_diminta
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.queries import instrumen_tahun
from zi.rencana.services import urutan_berikut
from zi.satker.models import Satker


@layanan
def putuskan(syarat: SyaratBukti, pertanyaan: Pertanyaan, cocok: bool, *, oleh: Any) -> PetaBukti:
    """Requirements with these words prove, or do not prove, the question; the last decision counts, in any year.

    The same decision again changes nothing, so it still says who made it first.
    """
    boleh_petakan(oleh, syarat).wajib()
    if syarat.pertanyaan_id:
        raise GalatDomain("Bukti ini dicatat langsung di bawah pertanyaannya.")
    hal = {"satker": tempat(syarat)[0].satker, "kunci": kunci_syarat(syarat), "pertanyaan": pertanyaan}
    putusan, baru = PetaBukti.objects.select_for_update().get_or_create(**hal, defaults={"cocok": cocok, "oleh": oleh})
    if not baru and putusan.cocok != cocok:
        putusan.cocok, putusan.oleh, putusan.pada = cocok, oleh, timezone.now()
        putusan.save()
    return putusan


@layanan
def tambah_syarat_tanya(satker: Satker, tahun: int, pertanyaan: Pertanyaan, teks: str, *, oleh: Any) -> SyaratBukti:
    """A requirement under the question of the unit and year; the same words again are the same requirement."""
    teks = _teks(teks)
    ada = _buka_tanya(satker, tahun, pertanyaan, oleh)
    if lama := ada.filter(teks__iexact=teks).first():
        return lama
    return _tulis(ada, satker, tahun, pertanyaan, teks, usulkan(teks, kamus_jenis()))


@layanan
def tambah_jenis_tanya(
    satker: Satker, tahun: int, pertanyaan: Pertanyaan, jenis: Iterable[JenisBukti], *, oleh: Any
) -> tuple[list[SyaratBukti], list[str]]:
    """One requirement for each kind that is not asked for there yet; the names of the others."""
    ada = _buka_tanya(satker, tahun, pertanyaan, oleh)
    baru, sudah = pisah_diminta(ada, jenis)
    return [_tulis(ada, satker, tahun, pertanyaan, j.nama, [j.kode]) for j in baru], sudah


@layanan
def ubah_syarat_tanya(syarat: SyaratBukti, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """New words and kinds; words bring their kinds along unless a person chose kinds."""
    _buka_satu(syarat, oleh)
    if "teks" in nilai:
        nilai["teks"] = _teks(nilai["teks"])
        istilah = kamus_jenis()
        if "jenis" not in nilai and syarat.jenis == usulkan(syarat.teks, istilah):
            nilai["jenis"] = usulkan(nilai["teks"], istilah)
    simpan_versi(syarat, versi, **nilai)


@layanan
def hapus_syarat_tanya(syarat: SyaratBukti, versi: int, *, oleh: Any) -> None:
    """Reversibly; the files stay in the register. Twice is once."""
    _buka_satu(syarat, oleh)
    if syarat.dihapus_pada is None:
        simpan_versi(syarat, versi, dihapus_pada=timezone.now(), dihapus_oleh=oleh)


@layanan
def pulihkan_syarat_tanya(syarat: SyaratBukti, *, oleh: Any) -> None:
    """Bring a deleted one back with all that was offered for it. Twice is once."""
    _buka_satu(syarat, oleh)
    if syarat.dihapus_pada is not None:
        simpan_versi(syarat, syarat.versi, dihapus_pada=None, dihapus_oleh=None)


def _buka_satu(syarat: SyaratBukti, oleh: Any) -> None:
    if syarat.satker is None or syarat.pertanyaan is None:
        raise GalatDomain("Bukti ini tidak dicatat di bawah pertanyaan.")
    boleh_tambah_tanya(oleh, syarat.satker, syarat.pertanyaan).wajib()
    Satker.objects.select_for_update().get(pk=syarat.satker.pk)
    syarat.refresh_from_db()


def _buka_tanya(satker: Satker, tahun: int, pertanyaan: Pertanyaan, oleh: Any) -> QuerySet[SyaratBukti]:
    """The check before something is filed under a question; what is there already. Two tabs take turns."""
    boleh_tambah_tanya(oleh, satker, pertanyaan).wajib()
    if instrumen_tahun(tahun) != pertanyaan.instrumen:
        raise GalatDomain(f"Pertanyaan {pertanyaan.kode} tidak berlaku untuk tahun {tahun}.")
    Satker.objects.select_for_update().get(pk=satker.pk)
    return SyaratBukti.objects.hidup().filter(satker=satker, tahun=tahun, pertanyaan=pertanyaan)


def _teks(teks: str) -> str:
    teks = " ".join(teks.split())
    if not teks:
        raise GalatDomain("Tulis bukti apa yang akan diunggah, misalnya “Tanda terima LHKPN”.")
    if len(teks) > 500:
        raise GalatDomain("Nama bukti paling panjang 500 huruf.")
    return teks


def _tulis(
    ada: QuerySet[SyaratBukti], satker: Satker, tahun: int, pertanyaan: Pertanyaan, teks: str, jenis: list[str]
) -> SyaratBukti:
    nilai = {"teks": teks, "jenis": jenis, "urutan": urutan_berikut(ada)}
    return SyaratBukti.objects.create(satker=satker, tahun=tahun, pertanyaan=pertanyaan, **nilai)
