"""Who may start, answer, hand in and publish a round (DESIGN section 3; tests/lke/matriks.csv holds every verdict)."""

from typing import Any

from django.utils.formats import date_format

from zi.common.verdict import YA, Verdict, tidak
from zi.lke.models import Anggota, MasaBersama, Putaran
from zi.satker.models import Peran, Satker
from zi.satker.queries import hak

J, S = Peran.Jenis, Putaran.Status
BUKAN_KETUA = "Penilaian mandiri diisi dan diserahkan ketua tim."
BUKAN_KEPALA = "Penilaian mandiri diterbitkan atau dikembalikan kepala satker."
BUKAN_EVALUATOR = "Hanya evaluator yang ditugaskan untuk satker dan tahun ini."
BUKAN_KETUA_TPI = "Hanya ketua dalam surat tugas yang berlaku untuk satker dan tahun ini."
HANYA_MANDIRI = "Hanya penilaian mandiri yang dikembalikan karena belum siap dievaluasi."
BEKERJA_DI_SINI = "Anda bekerja di satker ini, jadi penilaiannya dilakukan evaluator lain."
SENDIRI = "Putaran yang Anda serahkan sendiri harus diterbitkan orang lain."
MASA_BERSAMA = "Masa pengisian ini ditetapkan admin pusat untuk semua satker di bawahnya."
SEDANG_DINILAI = "Evaluator sudah menilai dari putaran ini; bila perlu diperbaiki, minta evaluator mengembalikannya."
BUKAN_PENGATUR = "Masa pengisian diatur admin satker (penilaian mandiri) atau admin pusat."


def _evaluator(user: Any, satker_id: int, tahun: int) -> Verdict:
    """By surat tugas for the unit and year, and never where he works himself."""
    h = hak(user)
    if (satker_id, tahun) not in h.evaluasi:
        return tidak(BUKAN_EVALUATOR)
    return tidak(BEKERJA_DI_SINI) if any(p.jenis != J.EVALUATOR for p in h.di(satker_id)) else YA


def ketua_tugas(user: Any) -> frozenset[tuple[int, int]]:
    """Pairs (unit, year) in which the user is ketua by surat tugas and the role from it is in force; read once."""
    if not (bertugas := [p for p in hak(user).peran if p.jenis == J.EVALUATOR]):
        return frozenset()
    if not hasattr(user, "_ketua_tugas"):
        milik = Anggota.objects.filter(pengguna=user, ketua=True, surat__diakhiri_pada=None)
        surat = set(milik.values_list("surat__nomor", "surat__satker", "surat__tahun"))
        ada = ((p.satker_id, p.tahun) for p in bertugas if (p.surat_tugas, p.satker_id, p.tahun) in surat)
        user._ketua_tugas = frozenset(ada)
    return user._ketua_tugas


def _ketua(user: Any, putaran: Putaran) -> Verdict:
    """An evaluator of the unit and year who is the ketua of his team."""
    verdict = _evaluator(user, putaran.satker_id, putaran.tahun)
    if verdict and (putaran.satker_id, putaran.tahun) not in ketua_tugas(user):
        return tidak(BUKAN_KETUA_TPI)
    return verdict


def boleh_mulai(user: Any, satker: Satker, tahun: int, jenis: str) -> Verdict:
    """Start a round: the ketua tim that of the unit, an evaluator those of evaluators."""
    if jenis != Putaran.Jenis.MANDIRI:
        return _evaluator(user, satker.pk, tahun)
    return YA if hak(user).punya(satker.pk, J.KETUA_TIM) else tidak(BUKAN_KETUA)


def boleh_serahkan(user: Any, putaran: Putaran) -> Verdict:
    """Hand in: whoever may start such a round."""
    return boleh_mulai(user, putaran.satker, putaran.tahun, putaran.jenis)


def _belum_dinilai(putaran: Putaran) -> Verdict:
    """Nobody of the unit changes a self-assessment from which the TPI assesses; the evaluators send it back."""
    penilaian = (Putaran.Jenis.TPI, Putaran.Jenis.TPN)
    return tidak(SEDANG_DINILAI) if putaran.turunan.filter(jenis__in=penilaian).exists() else YA


def boleh_tarik(user: Any, putaran: Putaran) -> Verdict:
    """Take back what was handed in."""
    return boleh_serahkan(user, putaran) and _belum_dinilai(putaran)


def boleh_isi(user: Any, putaran: Putaran) -> Verdict:
    """Answer, in its days: the same people while it is a draft, the ketua of evaluators also once it is handed in."""
    verdict = boleh_serahkan(user, putaran)
    if not verdict:
        return verdict
    di_ketua = putaran.status == S.DISERAHKAN and not putaran.mandiri and _ketua(user, putaran)
    if putaran.status != S.DRAF and not di_ketua:
        return tidak(f"Putaran ini sudah {putaran.get_status_display().lower()}, jadi jawabannya tidak diubah lagi.")
    hari = putaran.satker.hari_ini()
    if putaran.buka and hari < putaran.buka:
        return tidak(f"Putaran ini baru dapat diisi mulai {date_format(putaran.buka, 'j F Y')}.")
    if putaran.tutup and hari > putaran.tutup:
        return tidak(f"Masa pengisian putaran ini berakhir {date_format(putaran.tutup, 'j F Y')}.")
    return YA


def boleh_putuskan(user: Any, putaran: Putaran) -> Verdict:
    """Decide: the kepala satker on the round of his unit, the ketua by surat tugas on those of evaluators."""
    if not putaran.mandiri:
        return _ketua(user, putaran)
    return YA if hak(user).punya(putaran.satker_id, J.KEPALA) else tidak(BUKAN_KEPALA)


def boleh_kembalikan(user: Any, putaran: Putaran) -> Verdict:
    """Send back to who answers."""
    return boleh_putuskan(user, putaran) and _belum_dinilai(putaran)


def boleh_terbitkan(user: Any, putaran: Putaran) -> Verdict:
    """Publish: the same; the self-assessment never who handed it in."""
    verdict = boleh_putuskan(user, putaran)
    sendiri = putaran.mandiri and putaran.diserahkan_oleh_id is not None and putaran.diserahkan_oleh_id == user.pk
    return tidak(SENDIRI) if verdict and sendiri else verdict


def boleh_belum_siap(user: Any, putaran: Putaran) -> Verdict:
    """An evaluator sends the self-assessment back, as not ready: handed in or published."""
    return _evaluator(user, putaran.satker_id, putaran.tahun) if putaran.mandiri else tidak(HANYA_MANDIRI)


def boleh_atur_masa(user: Any, putaran: Putaran) -> Verdict:
    """The days in which a round is answered: the central admin; the admin of the unit for its own, unless they are
    set for all units.
    """
    if putaran.status == S.TERBIT:
        return tidak("Putaran ini sudah terbit.")
    h = hak(user)
    if putaran.satker_id in h.subpohon:
        return YA
    if not putaran.mandiri or not h.punya(putaran.satker_id, J.ADMIN_SATKER):
        return tidak(BUKAN_PENGATUR)
    bersama = MasaBersama.objects.untuk(putaran.satker, putaran.tahun, putaran.jenis)
    return tidak(MASA_BERSAMA) if bersama else YA
