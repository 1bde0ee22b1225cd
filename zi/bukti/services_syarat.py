"""Writing requirements: what evidence a row asks for."""

import re
from collections.abc import Iterable
from typing import Any

from zi.bukti.jenis import usulkan
from zi.bukti.models import SyaratBukti
from zi.bukti.queries import kamus_jenis
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.jadwal.baca import baca
from zi.jadwal.enums import JenisJadwal
from zi.rencana.label import Butir, lanjutkan
from zi.rencana.models import BarisRencana
from zi.rencana.services import buka, tempat, urutan_berikut

_KURUNG = re.compile(r"\(([^()]+)\)")


@layanan
def tambah_syarat(baris: BarisRencana, butir: Iterable[Butir], *, oleh: Any) -> list[SyaratBukti]:
    """Requirements at the end of a row; kinds and date are proposed from the words."""
    buka(baris, oleh)
    ada = list(baris.syarat.hidup().filter(induk=None).values_list("label", flat=True))
    urutan, istilah = urutan_berikut(baris.syarat.all()), kamus_jenis()
    hasil = []
    for n, x in enumerate(lanjutkan(ada, list(butir)), start=urutan):
        nilai = {
            "label": x.label[:20],
            "teks": x.teks,
            "jenis": usulkan(x.teks, istilah),
            **tanggal_dari(baris, x.teks),
        }
        hasil.append(SyaratBukti.objects.create(baris=baris, urutan=n, **nilai))
    return hasil


@layanan
def ubah_syarat(syarat: SyaratBukti, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """New words bring their kinds along, unless a person had chosen kinds or chooses them now."""
    buka(tempat(syarat), oleh)
    if "teks" in nilai:
        istilah = kamus_jenis()
        if "jenis" not in nilai and syarat.jenis == usulkan(syarat.teks, istilah):
            nilai["jenis"] = usulkan(nilai["teks"], istilah)
        if syarat.baris:
            nilai |= tanggal_dari(syarat.baris, nilai["teks"])
    simpan_versi(syarat, versi, **nilai)


def tanggal_dari(baris: BarisRencana, teks: str) -> dict[str, Any]:
    """The date of the document when the words give one day in parentheses: `Surat undangan (25 Januari 2023)`."""
    rencana = baris.tabel.rencana
    mulai, selesai = rencana.tahun_mulai, rencana.tahun_selesai
    for kurung in _KURUNG.findall(teks):
        jadwal = baca(kurung, tahun=baris.tabel.tahun, tahun_mulai=mulai, tahun_selesai=selesai).jadwal
        if len(jadwal) == 1 and jadwal[0].jenis == JenisJadwal.TANGGAL and len(jadwal[0].teks) <= 80:
            satu = jadwal[0]
            return {"tanggal": satu.mulai, "tanggal_tertulis": satu.teks, "tahun_tersirat": satu.tahun_tersirat}
    return {"tanggal": None, "tanggal_tertulis": "", "tahun_tersirat": False}
