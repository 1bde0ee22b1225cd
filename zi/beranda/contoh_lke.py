"""The self-assessment of the demonstration, answered in part."""

from typing import Any

from zi.akun.models import Pengguna
from zi.lke.models import Putaran
from zi.lke.policies import boleh_mulai
from zi.lke.services import Isian, jawab_banyak, mulai_putaran
from zi.pengungkit.queries import instrumen_tahun
from zi.satker.models import Satker


def muat_putaran(satker: dict[str, Satker], isi: dict[str, Any]) -> int:
    """The round of the file, unless the unit has one for the year; left out when its people or the instrument are no
    longer there. 1 when it was made.
    """
    tempat, tahun = satker[isi["satker"]], isi["tahun"]
    oleh = Pengguna.objects.filter(email=isi["oleh"], is_active=True).first()
    if Putaran.objects.filter(satker=tempat, tahun=tahun).exists() or instrumen_tahun(tahun) is None:
        return 0
    if oleh is None or not boleh_mulai(oleh, tempat, tahun, Putaran.Jenis.MANDIRI):
        return 0
    putaran = mulai_putaran(tempat, tahun, Putaran.Jenis.MANDIRI, oleh=oleh)
    tanya = {p.kode: p for p in putaran.instrumen.pertanyaan.filter(kode__in=isi["jawaban"])}
    catatan = isi["catatan"]
    jawaban = [Isian(tanya[k], 0, v, catatan.get(k, "")) for k, v in isi["jawaban"].items() if k in tanya]
    jawab_banyak(putaran, jawaban, oleh=oleh)
    return 1
