"""The evidence of follow-ups, for the register, which is of a lower app (settings.BUKTI_TINDAK_LANJUT)."""

from typing import Any

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.queries_syarat import dengan_keadaan, pemakaian
from zi.tindaklanjut.queries import Bukti


def bukti_tindak_lanjut(user: Any, daftar: list[int]) -> dict[int, Bukti]:
    """By follow-up, in two queries: its closing evidence with `keadaan`, and the offers that it came from."""
    hasil = {pk: Bukti() for pk in daftar}
    syarat = SyaratBukti.objects.terlihat_oleh(user).filter(tindak_lanjut__in=daftar, dihapus_pada=None)
    dicatat: Any = dengan_keadaan(syarat).order_by("urutan", "pk")
    for satu in dicatat:
        hasil[satu.tindak_lanjut_id].syarat.append(satu)
    asal: Any = pemakaian(user).filter(tindak_lanjut__in=daftar)
    for satu in asal.select_related("berkas").order_by("pk"):
        hasil[satu.tindak_lanjut_id].asal.append(satu)
    return hasil


def syarat_penyelesaian(tindak_lanjut: int) -> SyaratBukti | None:
    """Where the closing evidence of a follow-up is filed, when it was asked for already."""
    return SyaratBukti.objects.hidup().filter(tindak_lanjut=tindak_lanjut).order_by("urutan", "pk").first()


def menunggu_perbaikan(pemenuhan: PemenuhanBukti) -> bool:
    """Was a follow-up of this offer made that is not done yet?"""
    satu = pemenuhan.tindak_lanjut
    return satu is not None and satu.status in satu.BELUM_SELESAI
