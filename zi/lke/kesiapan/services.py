"""Ticking the prerequisites of a unit."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.common.versi import PESAN, simpan_versi
from zi.lke.kesiapan.policies import boleh_centang
from zi.lke.kesiapan.prasyarat import Prasyarat
from zi.lke.models import CentangPrasyarat, Putaran

CATATAN_MAKS = 1000


@layanan
def centang(
    putaran: Putaran, satu: Prasyarat, versi: int, *, predikat: Iterable[str], catatan: str = "", oleh: Any
) -> CentangPrasyarat:
    """Say for which predicates a prerequisite is fulfilled, as the form saw it (`versi`; 0: nothing was there).

    Raises SudahBerubah when somebody was faster.
    """
    boleh_centang(oleh, putaran.satker, satu.tingkat).wajib()
    catatan = catatan.replace("\0", "").replace("\r\n", "\n").strip()
    if len(catatan) > CATATAN_MAKS:
        raise GalatDomain(f"Catatan paling panjang {CATATAN_MAKS} huruf.")
    dipilih = set(predikat)
    isi = {"predikat": [p for p, _ in satu.diminta if p in dipilih], "catatan": catatan}
    if satu.sendiri and (satu.sendiri.predikat, satu.sendiri.catatan) == (isi["predikat"], catatan):
        return satu.sendiri
    if satu.sendiri:
        simpan_versi(satu.sendiri, versi, **isi, oleh=oleh, pada=timezone.now())
        return satu.sendiri
    kunci = {"satker": satu.tempat, "tahun": putaran.tahun, "instrumen": putaran.instrumen, "kode": satu.kode}
    try:
        with transaction.atomic():
            return CentangPrasyarat.objects.create(**kunci, **isi, oleh=oleh)
    except IntegrityError:
        raise SudahBerubah(PESAN) from None
