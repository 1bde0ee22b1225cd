"""Reasons for returning a file that come up every week; each is a sentence that says what to mend."""

ALASAN = (
    "Bukan bukti yang diminta di sini.",
    "Belum ditandatangani.",
    "Belum bertanggal atau belum bernomor.",
    "Tanggalnya tidak sesuai jadwal.",
    "Halamannya tidak lengkap.",
    "Tidak terbaca; foto atau pindai ulang.",
)


def susun_catatan(dipilih: list[str], tulisan: str) -> str:
    """The note of a return: the chosen reasons in their order, then what was written. Unknown reasons are dropped."""
    return "\n".join([*(x for x in ALASAN if x in dipilih), *filter(None, [tulisan.replace("\0", "").strip()])])[:2000]
