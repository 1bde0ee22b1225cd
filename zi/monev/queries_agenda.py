"""What the next meeting should speak about, from data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from zi.bukti.models import PemenuhanBukti
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Kejadian
from zi.monev.models import ButirAgenda, Rapat
from zi.satker.models import Satker
from zi.tindaklanjut.queries import terbuka
from zi.ui.teks import tanggal

A = ButirAgenda.Asal
BERISIKO = timedelta(days=14)  # what ends so soon and is not done yet
PER_ASAL = 60  # more than that nobody goes through in one meeting
URAIAN = 160


class Usulan(NamedTuple):
    """One proposed item; `acuan` is its key in a meeting."""

    asal: str
    acuan: str
    teks: str


def usulan_agenda(rapat: Rapat) -> list[Usulan]:
    """Late, at risk, due next month, open follow-ups, evidence returned, what the last meetings left open.

    A meeting of another kind has no agenda from data; what it leaves open is on the agenda of the next monev meeting.
    """
    if rapat.jenis != Rapat.Jenis.MONEV:
        return []
    hari_ini = rapat.satker.hari_ini()
    hasil = [*_kejadian(rapat.satker, hari_ini, rapat.tanggal)]
    hasil += [
        Usulan(A.TINDAK_LANJUT, f"tindak_lanjut:{t.pk}", _tindak_lanjut(t)) for t in terbuka(rapat.satker)[:PER_ASAL]
    ]
    hasil += [
        Usulan(A.DIKEMBALIKAN, f"dikembalikan:{p.pk}", f"{_pendek(p.syarat.teks)}: {_pendek(p.catatan)}")
        for p in _dikembalikan(rapat.satker)
    ]
    return [*hasil, *_lanjutan(rapat)]


def _kejadian(satker: Satker, hari_ini: date, tanggal_rapat: date) -> Iterator[Usulan]:
    """By row: what is late, what ends soon, what falls due to the end of the month after the present one."""
    akhir = max(_akhir_bulan_depan(hari_ini), tanggal_rapat)
    semua = Kejadian.objects.berlaku().filter(
        status=StatusKejadian.BELUM, selesai__lte=akhir, jadwal__baris__tabel__rencana__satker=satker
    )
    semua = semua.filter(jadwal__baris__tabel__rencana__dihapus_pada=None)
    medan = ("selesai", "jadwal__baris", "jadwal__baris__no_tertulis", "jadwal__baris__uraian")
    per_asal: dict[str, dict[int, list[Any]]] = {a: defaultdict(list) for a in (A.TERLAMBAT, A.BERISIKO, A.BULAN_DEPAN)}
    for satu in semua.order_by("selesai", "pk").values_list(*medan):
        per_asal[_asal(satu[0], hari_ini)][satu[1]].append(satu)
    for asal, per_baris in per_asal.items():
        for baris, isi in [*per_baris.items()][:PER_ASAL]:
            yield Usulan(asal, f"{asal}:{baris}", _teks_kejadian(isi))


def _asal(selesai: date, hari_ini: date) -> str:
    if selesai < hari_ini:
        return A.TERLAMBAT
    return A.BERISIKO if selesai <= hari_ini + BERISIKO else A.BULAN_DEPAN


def _akhir_bulan_depan(hari: date) -> date:
    return (hari.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)


def _teks_kejadian(isi: list[Any]) -> str:
    """Row number and text, the (first) last day, and how many there are."""
    selesai, _, nomor, uraian = isi[0]
    lain = f", dan {len(isi) - 1} kejadian lagi" if len(isi) > 1 else ""
    return f"{nomor} {_pendek(uraian)} (tenggat {tanggal(selesai)}{lain})".strip()


def _tindak_lanjut(satu: Any) -> str:
    orang = f", {satu.penanggung_jawab}" if satu.penanggung_jawab else ""
    tenggat = f", tenggat {tanggal(satu.tenggat)}" if satu.tenggat else ""
    return f"{_pendek(satu.uraian)} ({satu.get_status_display().lower()}{orang}{tenggat})"


def _dikembalikan(satker: Satker) -> Iterable[PemenuhanBukti]:
    """Returned offers that nobody has answered with another file."""
    kembali = PemenuhanBukti.objects.filter(
        status=PemenuhanBukti.Status.DIKEMBALIKAN, berkas__satker=satker, berkas__dihapus_pada=None
    )
    hidup = kembali.filter(syarat__dihapus_pada=None, syarat__baris__dihapus_pada=None)
    return hidup.select_related("syarat").order_by("-diverifikasi_pada", "pk")[:PER_ASAL]


def _lanjutan(rapat: Rapat) -> list[Usulan]:
    """Items that people wrote and that came to no decision: of the last closed monev meeting, which has those of the
    ones before it, and of other meetings closed since.
    """
    tutup = Rapat.objects.filter(satker=rapat.satker_id, status=Rapat.Status.SELESAI).exclude(pk=rapat.pk)
    lalu = tutup.filter(jenis=Rapat.Jenis.MONEV).order_by("-ditutup_pada", "-pk").first()
    semua = Q(rapat__in=tutup.filter(jenis=Rapat.Jenis.LAIN))
    if lalu:
        semua = Q(rapat=lalu) | (semua & Q(rapat__ditutup_pada__gt=lalu.ditutup_pada))
    butir = ButirAgenda.objects.filter(semua, dihapus=False, keputusan="", asal__in=[A.LAIN, A.LANJUTAN])
    return [
        Usulan(A.LANJUTAN, f"lanjutan:{b.pk}", b.teks) for b in butir.order_by("rapat__mulai", "rapat", "urutan", "pk")
    ]


def _pendek(teks: str) -> str:
    satu = " ".join(teks.split())
    return satu if len(satu) <= URAIAN else f"{satu[: URAIAN - 1].rstrip()}…"
