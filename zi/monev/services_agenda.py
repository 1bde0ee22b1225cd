"""The agenda and the minutes of a meeting: proposed from data, written by people."""

from datetime import date
from typing import Any

from django.db.models import Max

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.monev.models import ButirAgenda, Rapat
from zi.monev.policies import boleh_catat, boleh_ubah
from zi.monev.queries_agenda import usulan_agenda
from zi.satker.pejabat import pejabat
from zi.tindaklanjut.queries import calon

HURUF_MAKS = 5000
BUTIR_MAKS = 300
TAHUN = range(2000, 2101)


@layanan
def segarkan(rapat: Rapat, *, oleh: Any) -> int:
    """Bring the proposed items up to date: new ones come, what is done goes; returns how many came.

    What a person wrote, moved off the agenda or took minutes of stays as it is.
    """
    boleh_ubah(oleh, rapat).wajib()
    Rapat.objects.select_for_update().get(pk=rapat.pk)
    usulan = {u.acuan: u for u in usulan_agenda(rapat)}
    ada = {b.acuan: b for b in rapat.agenda.exclude(acuan="")}
    for butir in ada.values():
        _ikuti(butir, usulan.get(butir.acuan))
    urutan = _urutan_akhir(rapat)
    baru = [
        ButirAgenda(rapat=rapat, urutan=urutan + n, asal=u.asal, acuan=u.acuan, teks=u.teks)
        for n, u in enumerate((u for u in usulan.values() if u.acuan not in ada), start=1)
    ]
    ButirAgenda.objects.bulk_create(baru)
    Rapat.objects.filter(pk=rapat.pk).update(agenda_per=rapat.satker.hari_ini())
    return len(baru)


def _ikuti(butir: ButirAgenda, usulan: Any) -> None:
    """One item that the data proposed before."""
    if butir.disunting or butir.dihapus or butir.dibahas:
        return
    if usulan is None:
        butir.delete()
    elif usulan.teks != butir.teks:
        butir.teks = usulan.teks
        butir.save(update_fields=["teks"])


@layanan
def tambah(rapat: Rapat, teks: str, *, oleh: Any) -> ButirAgenda:
    """An item of a person's own, at the end."""
    boleh_catat(oleh, rapat).wajib()
    Rapat.objects.select_for_update().get(pk=rapat.pk)
    if rapat.agenda.count() >= BUTIR_MAKS:
        raise GalatDomain(f"Paling banyak {BUTIR_MAKS} butir agenda.")
    return ButirAgenda.objects.create(rapat=rapat, urutan=_urutan_akhir(rapat) + 1, teks=_isi(teks), disunting=True)


@layanan
def ubah(butir: ButirAgenda, versi: int, teks: str, *, oleh: Any) -> None:
    """Other words for an item; raises SudahBerubah when somebody was faster."""
    boleh_catat(oleh, butir.rapat).wajib()
    if (isi := _isi(teks)) != butir.teks:
        simpan_versi(butir, versi, teks=isi, disunting=True)


@layanan
def pindahkan(butir: ButirAgenda, arah: int, *, oleh: Any) -> None:
    """One place up (-1) or down (1) among the items that are on the agenda."""
    boleh_catat(oleh, butir.rapat).wajib()
    Rapat.objects.select_for_update().get(pk=butir.rapat_id)
    semua = list(butir.rapat.agenda.filter(dihapus=False))
    di = next((n for n, b in enumerate(semua) if b.pk == butir.pk), None)
    if di is None or not 0 <= di + arah < len(semua):
        return
    semua.insert(di + arah, semua.pop(di))
    for urutan, satu in enumerate(semua, start=1):
        satu.urutan = urutan
    ButirAgenda.objects.bulk_update(semua, ["urutan"])


@layanan
def keluarkan(butir: ButirAgenda, *, oleh: Any) -> None:
    """Take an item off; one that the data proposed stays off. What is in the minutes stays on."""
    boleh_catat(oleh, butir.rapat).wajib()
    butir.refresh_from_db()
    if butir.dibahas:
        raise GalatDomain("Butir ini sudah dicatat dalam notula. Kosongkan dulu pembahasan dan keputusannya.")
    if butir.acuan:
        ButirAgenda.objects.filter(pk=butir.pk).update(dihapus=True)
    else:
        butir.delete()


@layanan
def catat(butir: ButirAgenda, versi: int, *, oleh: Any, **nilai: Any) -> None:
    """The minutes of one item: pembahasan, keputusan, and who does it until when (penanggung_jawab, tenggat)."""
    boleh_catat(oleh, butir.rapat).wajib()
    isi: dict[str, Any] = {n: _rapikan(nilai[n]) for n in ("pembahasan", "keputusan")}
    orang, tenggat = nilai.get("penanggung_jawab"), nilai.get("tenggat")
    _periksa_tugas(butir.rapat, isi["keputusan"], orang, tenggat)
    isi |= {"penanggung_jawab": orang, "tenggat": tenggat}
    if orang != butir.penanggung_jawab:
        isi["nama_penanggung_jawab"] = pejabat(orang, butir.rapat.satker).nama if orang else ""
    if any(getattr(butir, n) != v for n, v in isi.items()):
        simpan_versi(butir, versi, **isi)


def _periksa_tugas(rapat: Rapat, keputusan: str, orang: Pengguna | None, tenggat: date | None) -> None:
    if (orang or tenggat) and not keputusan:
        raise GalatDomain("Tulis keputusannya dulu sebelum memilih penanggung jawab dan tenggat.")
    if bool(orang) != bool(tenggat):
        raise GalatDomain("Isi penanggung jawab dan tenggat dua-duanya, atau kosongkan dua-duanya.")
    if tenggat and tenggat.year not in TAHUN:
        raise GalatDomain(f"Tahun tenggat antara {TAHUN[0]} dan {TAHUN[-1]}.")
    if orang and not calon(rapat.satker).filter(pk=orang.pk).exists():
        raise GalatDomain(f"{orang} bukan anggota tim kerja atau kepala {rapat.satker} hari ini. Pilih orang lain.")


def _urutan_akhir(rapat: Rapat) -> int:
    return rapat.agenda.aggregate(akhir=Max("urutan"))["akhir"] or 0


def _isi(teks: str) -> str:
    rapi = _rapikan(teks)
    if not rapi:
        raise GalatDomain("Tulis dulu butir agendanya.")
    return rapi


def _rapikan(teks: str) -> str:
    """Without NUL, which PostgreSQL does not store."""
    rapi = teks.replace("\0", "").replace("\r\n", "\n").strip()
    if len(rapi) > HURUF_MAKS:
        raise GalatDomain("Tiap isian paling panjang 5.000 huruf.")
    return rapi
