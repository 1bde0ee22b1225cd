"""Making a follow-up of a remark."""

from datetime import date
from typing import Any

from zi.akun.models import Pengguna
from zi.bukti.policies import area_tanya
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.lke.isi.policies import boleh_lanjut
from zi.lke.models import Jawaban, Lanjutan
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.services import titipkan


@layanan
def tindak_lanjuti(
    jawaban: Jawaban, *, oleh: Any, uraian: str, penanggung_jawab: Pengguna, tenggat: date
) -> TindakLanjut:
    """The follow-up of this remark, in the area of its question; once: a second call gives the one that is there."""
    kini = Jawaban.objects.select_for_update(of=("self",)).select_related("putaran__satker", "pertanyaan__simpul")
    satu = kini.get(pk=jawaban.pk)
    boleh_lanjut(oleh, satu.putaran, area_tanya(satu.pertanyaan)).wajib()
    if ada := Lanjutan.objects.filter(jawaban=satu).select_related("tindak_lanjut").first():
        return ada.tindak_lanjut
    if not satu.catatan:
        raise GalatDomain("Jawaban ini tidak mempunyai catatan.")
    baru = titipkan(
        satu.putaran.satker,
        uraian,
        oleh=oleh,
        penanggung_jawab=penanggung_jawab,
        tenggat=tenggat,
        area=area_tanya(satu.pertanyaan),
        asal=TindakLanjut.Asal.LKE,
        keterangan_asal=f"{satu.putaran}, {satu.pertanyaan.kode}",
    )
    Lanjutan.objects.create(jawaban=satu, tindak_lanjut=baru)
    return baru
