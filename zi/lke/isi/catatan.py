"""Sentences for remarks that come up in every round; each says what was found or what is to be mended."""

from zi.lke.models import Putaran

SATKER = (
    "Buktinya terlampir pada pertanyaan ini.",
    "Sudah dilaksanakan; buktinya sedang dikumpulkan.",
    "Belum dilaksanakan; dijadwalkan tahun ini.",
    "Tidak ada kejadian seperti ini pada tahun yang dinilai.",
)
EVALUATOR = (
    "Jawaban sesuai dengan bukti.",
    "Bukti belum mendukung jawaban; lengkapi buktinya.",
    "Bukti belum ditandatangani, belum bertanggal, atau belum bernomor.",
    "Bukti dari tahun lain; lampirkan bukti tahun yang dinilai.",
    "Pelaksanaannya belum dimonitor dan dievaluasi.",
    "Hasil wawancara atau peninjauan lapangan berbeda dengan bukti.",
)


def kalimat(putaran: Putaran) -> tuple[str, ...]:
    """The sentences for who answers this round."""
    return SATKER if putaran.mandiri else EVALUATOR


def sisipkan(putaran: Putaran, catatan: str, nomor: str) -> str:
    """The remark with sentence `nomor` on a line of its own, once; an unknown number changes nothing."""
    semua = kalimat(putaran)
    if not nomor.isdecimal() or len(nomor) > 3 or int(nomor) >= len(semua) or semua[int(nomor)] in catatan:
        return catatan
    return f"{catatan.rstrip()}\n{semua[int(nomor)]}".lstrip()
