"""What the papers of a meeting may be evidence of: the requirements of the rows and occurrences linked to it."""

from typing import Any

from django.db.models import Exists, Q

from zi.bukti.models import SyaratBukti
from zi.common.models import Pekerjaan
from zi.monev.models import BerkasRapat, Rapat
from zi.monev.queries_tujuan import Centang, Tujuan, kunci_tujuan, susun_tujuan
from zi.rencana.models import BarisRencana

J = BerkasRapat.Jenis
# Kinds of evidence (fixtures/jenis_bukti.yaml) that each paper is.
COCOK = {
    J.UNDANGAN: {"undangan"},
    J.DAFTAR_HADIR: {"daftar_hadir"},
    J.NOTULA: {"notula"},
    J.DOKUMENTASI: {"dokumentasi", "foto"},
}


def kertas(rapat: Rapat) -> list[str]:
    """The papers that the meeting leaves: no documentation without a photo, and no empty notula when its recipe (such
    as Sosialisasi) asks for none.
    """
    diminta = Q(resep=None) | Q(resep__jenis__kode__in=COCOK[J.NOTULA])
    dicatat = rapat.agenda.filter(dihapus=False).exclude(pembahasan="", keputusan="")
    notula = rapat.resep_id is None or Rapat.objects.filter(diminta | Exists(dicatat), pk=rapat.pk).exists()
    return [J.UNDANGAN, J.DAFTAR_HADIR, *([J.NOTULA] * notula), *([J.DOKUMENTASI] * rapat.foto.exists())]


def daftar_tujuan(rapat: Rapat, user: Any, jenis: list[str]) -> list[Tujuan]:
    """For these papers, in the order of the plan. An occurrence brings what its row asks there or once for all."""
    kejadian: Any = {k.pk: k for k in rapat.kejadian.select_related("jadwal")}
    baris = BarisRencana.objects.hidup().filter(Q(rapat=rapat) | Q(jadwal__kejadian__in=list(kejadian))).values("pk")
    syarat = SyaratBukti.objects.hidup().filter(baris__in=baris)
    return susun_tujuan(syarat, kejadian, user, rapat.satker.hari_ini(), lambda s, k: _centang(s, k, jenis))


def _centang(syarat: SyaratBukti, kejadian: int | None, jenis: list[str]) -> tuple[Centang, ...]:
    cocok = [j for j in jenis if COCOK[J(j)] & set(syarat.jenis)]
    return tuple(Centang(j, J(j).label, kunci_tujuan(j, syarat, kejadian)) for j in cocok)


def tersimpan(rapat: Rapat) -> list[BerkasRapat]:
    """The papers of a closed meeting with what they were offered for."""
    semua = rapat.berkas.select_related("berkas").prefetch_related("tujuan__syarat", "tujuan__kejadian")
    return list(semua)


def keadaan_arsip(rapat: Rapat) -> dict[str, str]:
    """The job that files the papers: its state, and why it stopped; empty before the meeting is closed."""
    pekerjaan = Pekerjaan.objects.filter(kunci=f"arsip_rapat:{rapat.pk}").first()
    if pekerjaan is None:
        return {}
    galat = pekerjaan.hasil.get("galat", "")
    if pekerjaan.status == Pekerjaan.Status.GAGAL:
        galat = "Berkas rapat belum tersimpan semua."
    return {"status": "gagal" if galat else pekerjaan.status, "galat": galat, "pesan": pekerjaan.pesan}
