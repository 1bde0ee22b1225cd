"""Who may offer and who may verify evidence (DESIGN section 3)."""

from typing import Any

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.common.verdict import YA, Verdict, tidak
from zi.rencana.models import AreaRencana, RencanaKerja
from zi.satker.models import Peran
from zi.satker.queries import hak

J = Peran.Jenis


def tempat(syarat: SyaratBukti) -> tuple[RencanaKerja, AreaRencana | None]:
    """The plan and the area that a requirement of a plan belongs to."""
    if syarat.baris:
        return syarat.baris.tabel.rencana, syarat.baris.area or syarat.baris.tabel.area
    if syarat.area is None:
        raise LookupError("syarat ini tidak berada dalam rencana")
    return syarat.area.rencana, syarat.area


def boleh_unggah(user: Any, syarat: SyaratBukti) -> Verdict:
    """Anggota and koordinator in their areas, ketua tim everywhere."""
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


def _di_area(
    user: Any, rencana: RencanaKerja, area: AreaRencana | None, jenis: tuple[str, ...], alasan: str
) -> Verdict:
    h = hak(user)
    if h.punya(rencana.satker_id, J.KETUA_TIM):
        return YA
    if area is not None and area.kode_peran in h.area(rencana.satker_id, *jenis):
        return YA
    return tidak(alasan)
