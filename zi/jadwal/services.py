"""Writing schedules: typed words become Jadwal rows with their reading; a person confirms proposals and pairings."""

from collections.abc import Iterable
from typing import Any

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.jadwal.enums import DasarPasangan, StatusKoreksi
from zi.jadwal.models import Jadwal
from zi.jadwal.nilai import nilai_jadwal, nilai_usulan
from zi.jadwal.services_kejadian import selaraskan
from zi.rencana.label import daftar
from zi.rencana.models import BarisRencana, RencanaAksi
from zi.rencana.services import buka, susun_urutan, urutan_berikut


def baca_untuk(baris: BarisRencana, teks: str) -> list[dict[str, Any]]:
    """Read a text in the years of the row's table and plan; a table may cover years before its plan."""
    tabel = baris.tabel
    masa = [tabel.rencana.tahun_mulai, tabel.rencana.tahun_selesai, *tabel.tahun_tercakup]
    return nilai_jadwal(teks, tahun=tabel.tahun, tahun_mulai=min(masa), tahun_selesai=max(masa))


@layanan
def tambah_jadwal(baris: BarisRencana, teks: str, *, oleh: Any) -> list[Jadwal]:
    """One schedule or more a line. A line labelled like an action (`a. 25 Januari 2023`) is paired with it."""
    buka(baris, oleh)
    aksi = {_inti(x.label): x for x in baris.aksi.hidup() if x.label}
    urutan = urutan_berikut(baris.jadwal.all())
    hasil: list[Jadwal] = []
    for butir in daftar(teks):
        pasangan = aksi.get(_inti(butir.label)) if butir.label else None
        for nilai in baca_untuk(baris, butir.teks):
            dasar = {"dasar_pasangan": DasarPasangan.POSISI} if pasangan else {}
            jadwal = Jadwal.objects.create(baris=baris, urutan=urutan + len(hasil), **nilai, **dasar)
            jadwal.aksi.set([pasangan] if pasangan else [])
            hasil.append(jadwal)
    selaraskan(baris.tabel.rencana, baris)
    return hasil


@layanan
def ubah_jadwal(jadwal: Jadwal, versi: int, *, oleh: Any, teks: str) -> None:
    """New words, read anew; further schedules in them become rows behind this one with the same actions."""
    buka(jadwal.baris, oleh)
    nilai_semua = baca_untuk(jadwal.baris, teks)
    if not nilai_semua:
        raise GalatDomain("Jadwal tidak boleh kosong; hapus jadwalnya bila tidak ada.")
    pertama, *lain = nilai_semua
    simpan_versi(jadwal, versi, **pertama)
    if lain:
        aksi = list(jadwal.aksi.all())
        baru = [Jadwal.objects.create(baris=jadwal.baris, urutan=jadwal.urutan, **nilai) for nilai in lain]
        for x in baru:
            x.aksi.set(aksi)
        urut = [x for x in jadwal.baris.jadwal.hidup().order_by("urutan", "pk") if x not in baru]
        tempat = urut.index(jadwal) + 1
        susun_urutan([*urut[:tempat], *baru, *urut[tempat:]])
    selaraskan(jadwal.baris.tabel.rencana, jadwal.baris)


@layanan
def pasangkan(jadwal: Jadwal, versi: int, aksi: Iterable[int], *, oleh: Any) -> None:
    """A person says which actions a schedule belongs to; none = the whole row."""
    buka(jadwal.baris, oleh)
    pilihan = RencanaAksi.objects.hidup().filter(baris=jadwal.baris_id, pk__in=list(aksi))
    simpan_versi(jadwal, versi, aksi=list(pilihan), dasar_pasangan="")


@layanan
def putuskan_usulan(jadwal: Jadwal, versi: int, *, terima: bool, oleh: Any) -> None:
    """Accept the proposed reading, or keep the literal one; the words stay as they are. Twice is once."""
    buka(jadwal.baris, oleh)
    putusan = StatusKoreksi.DITERIMA if terima else StatusKoreksi.DITOLAK
    if jadwal.status_koreksi == putusan:
        return
    if jadwal.status_koreksi != StatusKoreksi.DIUSULKAN:
        raise GalatDomain("Jadwal ini tidak mempunyai usulan yang menunggu keputusan.")
    simpan_versi(jadwal, versi, status_koreksi=putusan, **(nilai_usulan(jadwal.usulan) if terima else {}))
    selaraskan(jadwal.baris.tabel.rencana, jadwal.baris)


def _inti(label: str) -> str:
    return label.strip("(). ").lower()
