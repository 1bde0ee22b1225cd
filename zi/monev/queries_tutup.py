"""What the papers of a meeting may be evidence of: the requirements of the rows and occurrences linked to it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q

from zi.bukti.kejadian.queries import saat_baris, unit_bukti
from zi.bukti.models import SyaratBukti
from zi.bukti.policies import boleh_unggah
from zi.bukti.queries_syarat import dengan_keadaan
from zi.common.models import Pekerjaan
from zi.jadwal.models import Kejadian
from zi.jadwal.tampil import rentang
from zi.monev.models import BerkasRapat, Rapat
from zi.rencana.models import BarisRencana

J = BerkasRapat.Jenis
# Kinds of evidence (fixtures/jenis_bukti.yaml) that each paper is.
COCOK = {
    J.UNDANGAN: {"undangan"},
    J.DAFTAR_HADIR: {"daftar_hadir"},
    J.NOTULA: {"notula"},
    J.DOKUMENTASI: {"dokumentasi", "foto"},
}


@dataclass(frozen=True)
class Centang:
    """A paper for one requirement; `kunci` is what the form posts."""

    jenis: str
    label: str
    kunci: str


@dataclass(frozen=True)
class Tujuan:
    """A requirement (at an occurrence) with the papers of its kinds; `alasan`: why this person may not offer there."""

    syarat: SyaratBukti
    kejadian: Kejadian | None
    waktu: str
    centang: tuple[Centang, ...]
    alasan: str
    terpenuhi: bool


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
    relasi = ("baris__tabel__rencana__satker__instansi", "baris__area__area_baku", "baris__tabel__area__area_baku")
    semua: Any = SyaratBukti.objects.hidup().filter(baris__in=baris)
    semua = dengan_keadaan(semua).select_related(*relasi, "tindak_lanjut")
    semua = {s.pk: s for s in semua.order_by("baris__urutan", "baris", "urutan", "pk")}
    hasil = []
    for u in unit_bukti(semua.values(), saat_baris(baris), rapat.satker.hari_ini()):
        syarat = semua[u.syarat]
        centang = _centang(syarat, u.kejadian, jenis)
        if centang and (u.kejadian is None or u.kejadian in kejadian):
            satu = kejadian.get(u.kejadian)
            waktu = rentang(satu.mulai, satu.selesai) if satu else ""
            alasan = boleh_unggah(user, syarat).alasan
            hasil.append(Tujuan(syarat, satu, waktu, centang, alasan, u.keadaan == "diterima"))
    return hasil


def _centang(syarat: SyaratBukti, kejadian: int | None, jenis: list[str]) -> tuple[Centang, ...]:
    cocok = [j for j in jenis if COCOK[J(j)] & set(syarat.jenis)]
    return tuple(Centang(j, J(j).label, f"{j}:{syarat.pk}:{kejadian or 0}") for j in cocok)


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
