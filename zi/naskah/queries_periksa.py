"""Reading a plan for "Perlu diperiksa": one query a kind of part, whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse

from zi.jadwal.models import HariLibur
from zi.naskah.bentuk import BARIS, RENCANA
from zi.naskah.kanonik_baca import SemuaBagian, baca_bagian
from zi.naskah.periksa import periksa
from zi.naskah.periksa_bahan import AreaBahan, Bahan, BarisBahan, ButirPeriksa, JenisPeriksa, Orang
from zi.rencana.models import AreaRencana, RencanaKerja
from zi.rencana.policies import boleh_ubah_baris, boleh_ubah_rencana
from zi.satker.models import Peran
from zi.satker.policies import boleh_kelola


@dataclass(frozen=True)
class KelompokPeriksa:
    jenis: JenisPeriksa
    butir: tuple[ButirPeriksa, ...]


@dataclass(frozen=True)
class HasilPeriksa:
    """The warnings of a plan by kind, each with the address of its field as this user reaches it."""

    kelompok: tuple[KelompokPeriksa, ...]

    @property
    def jumlah(self) -> int:
        return sum(len(k.butir) for k in self.kelompok)


def perlu_diperiksa(rencana: RencanaKerja, user: Any) -> HasilPeriksa:
    """What somebody should look at before the plan is submitted; nothing of it blocks."""
    bahan = baca_bahan(rencana)
    alamat = partial(_alamat, _Tempat(bahan, user))
    kelompok = [(jenis, tuple(replace(x, url=alamat(x)) for x in isi)) for jenis, isi in periksa(bahan)]
    return HasilPeriksa(tuple(KelompokPeriksa(jenis, isi) for jenis, isi in kelompok))


# --- what the rules read


def baca_bahan(rencana: RencanaKerja) -> Bahan:
    """Three queries: the parts of the plan, who has a role in its areas, the holidays."""
    semua, peran = baca_bagian(rencana), _peran(rencana)
    area = _area(rencana, semua, {p["area"] for p in peran if p["jenis"] in Peran.PER_AREA})
    baris = _baris(rencana, semua, {a.area.pk: a.area for a in area})
    _isi(semua, baris)
    return Bahan(
        rencana,
        area,
        list(baris.values()),
        _libur(baris.values()),
        semua.objek(RENCANA["pengesahan"]),
        _kepala(rencana, [p for p in peran if p["jenis"] == Peran.Jenis.KEPALA]),
    )


def _peran(rencana: RencanaKerja) -> list[dict[str, Any]]:
    """Who has a role in the unit today, the newest first, as its list of people and his account name him."""
    nama = ("nama", "nomor_induk", "pegawai__nama", "pegawai__nomor_induk", "pegawai__satker")
    peran = Peran.objects.berlaku().filter(satker=rencana.satker_id, jenis__in=[*Peran.PER_AREA, Peran.Jenis.KEPALA])
    return list(peran.order_by("-mulai").values("jenis", "area", *(f"pengguna__{n}" for n in nama)))


def _area(rencana: RencanaKerja, semua: SemuaBagian, berorang: set[str]) -> list[AreaBahan]:
    bentuk = RENCANA["area"]
    milik = {n: {x.induk for x in semua.bagian.get(id(b), [])} for n, b in bentuk.anak.items()}
    hasil = []
    for satu in semua.objek(bentuk):
        satu.rencana = rencana
        berisi = satu.pk in milik["program"] | milik["syarat"]
        hasil.append(AreaBahan(satu, satu.kode_peran in berorang, berisi, satu.pk in milik["indikator"]))
    return hasil


def _baris(rencana: RencanaKerja, semua: SemuaBagian, area: dict[int, AreaRencana]) -> dict[int, BarisBahan]:
    tabel = {t.pk: t for t in semua.objek(RENCANA["tabel"])}
    letak = {pk: n for n, pk in enumerate(tabel)}
    berorang = {x.induk for x in semua.bagian.get(id(BARIS.anak["penanggung_jawab"]), [])}
    hasil = {}
    for satu in sorted((b for b in semua.objek(BARIS) if b.tabel_id in tabel), key=lambda b: letak[b.tabel_id]):
        satu.tabel = tabel[satu.tabel_id]
        satu.tabel.rencana, satu.tabel.area = rencana, area.get(satu.tabel.area_id)
        satu.area = area.get(satu.area_id)
        hasil[satu.pk] = BarisBahan(satu, satu.area or satu.tabel.area, satu.pk in berorang)
    return hasil


def _isi(semua: SemuaBagian, baris: dict[int, BarisBahan]) -> None:
    """Put the actions, schedules and requirements into their rows, with the living actions they are paired with."""
    for nama in ("aksi", "jadwal", "syarat"):
        bentuk = BARIS.anak[nama]
        pasangan = semua.pasangan(bentuk, "aksi")
        for satu in semua.objek(bentuk):
            if b := baris.get(satu.baris_id):
                getattr(b, nama).append(satu)
                if nama != "aksi":
                    hidup = {a.pk for a in b.aksi}
                    getattr(b, f"aksi_{nama}")[satu.pk] = frozenset(pk for pk, _ in pasangan.get(satu.pk, [])) & hidup


def _libur(baris: Iterable[BarisBahan]) -> dict[date, str]:
    """The holidays on which a schedule begins; of two the one that the calendar names first."""
    mulai = {j.mulai for b in baris for j in b.jadwal if j.mulai}
    if not mulai:
        return {}
    hari = HariLibur.objects.filter(tanggal__range=(min(mulai), max(mulai))).order_by("jenis", "-nama")
    return {tanggal: nama for tanggal, nama in hari.values_list("tanggal", "nama") if tanggal in mulai}


def _kepala(rencana: RencanaKerja, peran: list[dict[str, Any]]) -> list[Orang]:
    """Who heads the unit today, as its list of people names him, else as his account does."""
    pegawai = [
        Orang(p["pengguna__pegawai__nama"], p["pengguna__pegawai__nomor_induk"] or "")
        for p in peran
        if p["pengguna__pegawai__satker"] == rencana.satker_id
    ]
    return pegawai or [Orang(p["pengguna__nama"], p["pengguna__nomor_induk"] or "") for p in peran]


# --- where a warning is put right


class _Tempat:
    """What this user may change, and the address of each place for him."""

    def __init__(self, bahan: Bahan, user: Any) -> None:
        self.rencana = bahan.rencana
        self.rencana_url = reverse("naskah:rencana", args=[bahan.rencana.pk])
        self.boleh = {b.baris.pk: boleh_ubah_baris(user, b.baris).ok for b in bahan.baris}
        self.susun = boleh_ubah_rencana(user, bahan.rencana).ok
        self.kelola = boleh_kelola(user, bahan.rencana.satker).ok


def _alamat(tempat: _Tempat, butir: ButirPeriksa) -> str:
    """The field itself for who may change it; else the place on the page of the plan, or the page of the signers."""
    jenis, pk = butir.sasaran.jenis, butir.sasaran.pk
    if jenis == "baris" and tempat.boleh[pk]:
        kueri = {"periksa": butir.kode}
        return reverse("naskah:baris_ubah", args=[pk], query=kueri, fragment=f"id_{pk}_{butir.sasaran.medan}")
    if jenis == "orang" and tempat.kelola:
        return reverse("satker:orang", args=[tempat.rencana.satker.kode])
    if jenis == "kepala" and tempat.susun:
        return reverse("naskah:kepala", args=[pk], fragment="id_judul")
    if jenis == "pengesahan" and tempat.susun:
        return reverse("naskah:pengesahan_ubah", args=[pk], fragment="id_nama")
    if jenis == "pengesahan":
        return reverse("naskah:bagian", args=[tempat.rencana.pk])
    nama = {"orang": "area", "kepala": ""}.get(jenis, jenis)
    return f"{tempat.rencana_url}#{nama}-{pk}" if nama else tempat.rencana_url
