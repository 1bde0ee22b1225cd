"""Who may offer and who may verify evidence (DESIGN section 3)."""

from dataclasses import dataclass
from typing import Any

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.common.verdict import YA, Verdict, tidak
from zi.pengungkit.models import AreaBaku, Pertanyaan
from zi.rencana.models import AreaRencana, RencanaKerja
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak
from zi.tindaklanjut.policies import boleh_beri_bukti

J = Peran.Jenis


@dataclass(frozen=True)
class DiLuarRencana:
    """Plan and area at once of a requirement under a question or a follow-up; `kode_peran` is empty above the areas."""

    satker: Satker
    kode_peran: str

    @property
    def satker_id(self) -> int:
        return self.satker.pk

    @property
    def contoh(self) -> bool:
        return self.satker.contoh


Wadah = RencanaKerja | DiLuarRencana
Area = AreaRencana | DiLuarRencana | None


def tempat(syarat: SyaratBukti) -> tuple[Wadah, Area]:
    """The plan and the area that a requirement belongs to; one outside a plan has what stands for both."""
    if syarat.baris:
        return syarat.baris.tabel.rencana, syarat.baris.area or syarat.baris.tabel.area
    if syarat.area:
        return syarat.area.rencana, syarat.area
    if syarat.tindak_lanjut:
        asal = DiLuarRencana(syarat.tindak_lanjut.satker, syarat.tindak_lanjut.area)
        return asal, asal
    if syarat.pertanyaan is None or syarat.satker is None:
        raise LookupError("syarat ini tidak bertempat")
    luar = DiLuarRencana(syarat.satker, area_tanya(syarat.pertanyaan))
    return luar, luar


def area_pertanyaan(pertanyaan: Pertanyaan) -> AreaBaku | None:
    """The standard area that a question stands in: of its node or the nearest one above."""
    simpul = pertanyaan.simpul
    while simpul.area is None and simpul.induk is not None:
        simpul = simpul.induk
    return simpul.area


def area_tanya(pertanyaan: Pertanyaan) -> str:
    """Code of that area, "" above the areas."""
    area = area_pertanyaan(pertanyaan)
    return area.kode if area else ""


def boleh_unggah(user: Any, syarat: SyaratBukti) -> Verdict:
    """Anggota and koordinator in their areas, ketua tim everywhere; under a follow-up whoever may report it."""
    if syarat.tindak_lanjut:
        return boleh_beri_bukti(user, syarat.tindak_lanjut)
    rencana, area = tempat(syarat)
    return _di_area(
        user, rencana, area, (J.ANGGOTA, J.KOORDINATOR), "Hanya tim kerja area ini yang dapat mengunggah bukti."
    )


def boleh_verifikasi(user: Any, pemenuhan: PemenuhanBukti) -> Verdict:
    """Koordinator in his areas and ketua tim, never what he uploaded or offered himself."""
    rencana, area = tempat(pemenuhan.syarat)
    verdict = _di_area(
        user, rencana, area, (J.KOORDINATOR,), "Hanya koordinator area ini atau ketua tim yang dapat memeriksa bukti."
    )
    sendiri = {pemenuhan.ditawarkan_oleh_id, pemenuhan.berkas.diunggah_oleh_id}
    sendiri |= {v.diunggah_oleh_id for v in pemenuhan.berkas.versi.all()}
    if verdict and user.pk in sendiri:
        return tidak("Bukti yang Anda unggah sendiri harus diperiksa orang lain.")
    return verdict


def boleh_tambah_tanya(user: Any, satker: Satker, pertanyaan: Pertanyaan) -> Verdict:
    """Who files evidence under a question itself: the same people as in an area of a plan."""
    luar = DiLuarRencana(satker, area_tanya(pertanyaan))
    jenis = (J.ANGGOTA, J.KOORDINATOR)
    return _di_area(user, luar, luar, jenis, "Hanya tim kerja area ini yang dapat mencatat bukti di sini.")


def boleh_petakan(user: Any, syarat: SyaratBukti) -> Verdict:
    """Who says which question a requirement proves: koordinator in his areas and ketua tim."""
    return _di_area(
        user, *tempat(syarat), (J.KOORDINATOR,), "Hanya koordinator area ini atau ketua tim yang dapat menetapkannya."
    )


def boleh_lihat_pembukaan(user: Any, syarat: SyaratBukti) -> Verdict:
    """Who opened the files of a requirement: for its koordinator and ketua tim."""
    rencana, area = tempat(syarat)
    return _di_area(user, rencana, area, (J.KOORDINATOR,), "Hanya koordinator area ini atau ketua tim yang melihatnya.")


def _di_area(user: Any, rencana: Wadah, area: Area, jenis: tuple[str, ...], alasan: str) -> Verdict:
    h = hak(user)
    if h.punya(rencana.satker_id, J.KETUA_TIM):
        return YA
    if area is not None and area.kode_peran in h.area(rencana.satker_id, *jenis):
        return YA
    return tidak(alasan)
