"""What a report says, assembled from the data of today: the same plain document is shown, frozen and printed."""

from collections import defaultdict
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from zi.bukti.kejadian.queries import jumlah_tempo
from zi.bukti.queries_syarat import syarat_rencana
from zi.jadwal.enums import StatusKejadian
from zi.jadwal.models import Kejadian
from zi.monev.laporan.hitung import Jendela, Saat, angka, depan, golongan, jumlahkan, satu_saat
from zi.monev.laporan.kanonik import FORMAT, VERSI_FORMAT, Isi, baca, ke_teks
from zi.monev.laporan.periode import JenisLaporan
from zi.monev.laporan.susun_rapat import rapat_periode, tindak_lanjut_periode
from zi.monev.models import IsianLaporan, LaporanBerkala, VersiLaporan
from zi.rencana.enums import JenisArea
from zi.rencana.models import AreaRencana
from zi.satker.queries import baris_kop

K, P = IsianLaporan.Jenis.KENDALA, IsianLaporan.Jenis.PROGNOSIS
PENGUNGKIT = (JenisArea.PENGUNGKIT, JenisArea.TAMBAHAN)
TANPA_AREA = "Tanpa pengungkit"


def jendela(laporan: LaporanBerkala) -> Jendela:
    periode = laporan.periode
    return Jendela(periode.awal, periode.akhir, laporan.satker.hari_ini())


def susun(laporan: LaporanBerkala, versi: list[VersiLaporan]) -> Isi:
    """The live report; `versi` as versi_terkait gives it (the months of a quarter are read from their versions)."""
    j = jendela(laporan)
    area = _area(laporan, j)
    isian = _isian(laporan)
    sendiri = [x for x in isian if x.laporan_id == laporan.pk]
    prognosis = {x.area_id: x for x in sendiri if x.jenis == P}
    for satu in area:
        satu["prognosis"] = _prognosis(prognosis.get(satu["id"]))
    isi = {
        "format": FORMAT,
        "versi_format": VERSI_FORMAT,
        **_kepala(laporan, j),
        "ringkasan": laporan.ringkasan,
        "simpulan": laporan.simpulan,
        "area": area,
        "total": jumlahkan(a["angka"] for a in area),
        "kendala": [_kendala(x) for x in sendiri if x.jenis == K],
        "rapat": rapat_periode(laporan),
        "tindak_lanjut": tindak_lanjut_periode(laporan, j),
        **_bulan(laporan, versi, isian),
    }
    return baca(ke_teks(isi))


def _kepala(laporan: LaporanBerkala, j: Jendela) -> Isi:
    satker, rencana, periode = laporan.satker, laporan.rencana, laporan.periode
    nama = ("kode", "nama", "nama_pendek", "kota")
    return {
        "satker": {n: getattr(satker, n) for n in nama} | {"kop": baris_kop(satker)},
        "rencana": {n: getattr(rencana, n) for n in ("judul", "tahun", "sebutan_area", "contoh")},
        "laporan": {
            "judul": str(laporan),
            "jenis": laporan.jenis,
            "nama": periode.nama,
            "berikutnya": periode.berikutnya.nama,
            "awal": j.awal,
            "akhir": j.akhir,
            "per": j.per,
        },
    }


def _area(laporan: LaporanBerkala, j: Jendela) -> list[Isi]:
    """The areas of the plan in its order, each with its counts, its rows in the period, and what comes next."""
    saat, baris = _saat(laporan, j)
    bukti = _bukti(laporan, j)
    kata: Any = laporan.rencana.area.hidup().select_related("area_baku").order_by("urutan", "pk")
    semua: list[AreaRencana | None] = [*kata, None]
    hasil = []
    for satu in semua:
        pk = satu.pk if satu else None
        if saat[pk] or bukti[pk][0] or (satu and satu.jenis in PENGUNGKIT):
            hitung = angka(saat[pk], j) | {"bukti": bukti[pk][0], "bukti_diterima": bukti[pk][1]}
            nama = satu.nama if satu else TANPA_AREA
            nomor = satu.nomor_tertulis if satu else ""
            kode = satu.kode_peran if satu else ""
            isi = _baris(laporan, saat[pk], baris, j)
            hasil.append({"id": pk or 0, "kode": kode, "nomor": nomor, "nama": nama, "angka": hitung, **isi})
    return hasil


def _saat(laporan: LaporanBerkala, j: Jendela) -> tuple[dict[int | None, list[Saat]], dict[int, tuple[str, str]]]:
    """The occurrences that matter, by area and in the order of the plan, and number and text of their rows."""
    awal_tahun, depan_akhir = j.awal.replace(month=1, day=1), laporan.periode.berikutnya.akhir
    semua = Kejadian.objects.berlaku().filter(
        Q(selesai__gte=awal_tahun) | Q(status=StatusKejadian.BELUM) | Q(realisasi__gte=awal_tahun),
        Q(selesai__lte=depan_akhir) | Q(realisasi__lte=j.akhir),
        jadwal__baris__tabel__rencana=laporan.rencana_id,
    )
    medan = ("pk", "jadwal__baris", "mulai", "selesai", "status", "realisasi", "catatan", "alasan")
    lain = ("jadwal__baris__no_tertulis", "jadwal__baris__uraian", "milik_area")
    semua = semua.annotate(milik_area=Coalesce("jadwal__baris__area", "jadwal__baris__tabel__area"))
    urut = ("jadwal__baris__tabel__urutan", "jadwal__baris__urutan", "jadwal__baris", "selesai", "pk")
    saat: dict[int | None, list[Saat]] = defaultdict(list)
    baris: dict[int, tuple[str, str]] = {}
    for isi in semua.order_by(*urut).values_list(*medan, *lain):
        satu = Saat(*isi[: len(medan)])
        no, uraian, area = isi[len(medan) :]
        saat[area].append(satu)
        baris[satu.baris] = (no, uraian)
    return saat, baris


def _baris(laporan: LaporanBerkala, saat: list[Saat], baris: dict[int, tuple[str, str]], j: Jendela) -> Isi:
    """`baris`: the rows with something in the period; `depan`: those with something in the next one."""
    berikut = laporan.periode.berikutnya
    kini: dict[int, list[Isi]] = defaultdict(list)
    for k in saat:
        if golongan(k, j):
            kini[k.baris].append(satu_saat(k, j))
    nanti: dict[int, list[Saat]] = defaultdict(list)
    for k in depan(saat, berikut.awal, berikut.akhir, j):
        nanti[k.baris].append(k)
    return {
        "baris": [{"id": pk, **_nama(baris[pk]), "saat": isi} for pk, isi in kini.items()],
        "depan": [
            {"id": pk, **_nama(baris[pk]), "selesai": isi[0].selesai, "jumlah": len(isi)} for pk, isi in nanti.items()
        ],
    }


def _nama(baris: tuple[str, str]) -> Isi:
    return {"no": baris[0], "uraian": baris[1]}


def _bukti(laporan: LaporanBerkala, j: Jendela) -> dict[int | None, tuple[int, int]]:
    """By area: how much evidence was due by the end of the period, and how much of that is accepted."""
    area = Coalesce("baris__area", "baris__tabel__area", "area")
    semua = syarat_rencana(laporan.rencana).select_related(None).order_by().annotate(milik_area=area)
    hasil: dict[int | None, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for pk, tempo, diterima in semua.annotate(**jumlah_tempo(j.sampai)).values_list(
        "milik_area", "tempo", "tempo_diterima"
    ):
        hasil[pk] = (hasil[pk][0] + tempo, hasil[pk][1] + diterima)
    return hasil


def _isian(laporan: LaporanBerkala) -> list[IsianLaporan]:
    """What people wrote into this report, and into those of its months."""
    bulan = Q(
        laporan__satker=laporan.satker_id,
        laporan__jenis=JenisLaporan.BULANAN,
        laporan__tahun=laporan.tahun,
        laporan__ke__in=[p.ke for p in laporan.periode.bulan],
        jenis=K,
    )
    semua = IsianLaporan.objects.filter(Q(laporan=laporan) | bulan).annotate(bulan_ke=F("laporan__ke"))
    return list(semua.select_related("area__area_baku", "baris").order_by("laporan__ke", "pk"))


def _kendala(x: IsianLaporan) -> Isi:
    return {
        "id": x.pk,
        "versi": x.versi,
        "kode": x.area.kode_peran if x.area else "",
        "area": " ".join(filter(None, [x.area.nomor_tertulis, x.area.nama])) if x.area else "",
        "baris": " ".join(filter(None, [x.baris.no_tertulis, x.baris.uraian])) if x.baris else "",
        "kendala": x.teks,
        "solusi": x.solusi,
        "acuan": x.acuan,
    }


def _prognosis(x: IsianLaporan | None) -> Isi:
    x = x or IsianLaporan()
    return {
        "id": x.pk or 0,
        "versi": x.versi if x.pk else 0,
        "perkiraan": x.perkiraan,
        "kata": x.get_perkiraan_display(),
        "teks": x.teks,
        "upaya": x.solusi,
    }


def _bulan(laporan: LaporanBerkala, versi: list[VersiLaporan], isian: list[Any]) -> Isi:
    """The months of a quarter: from the version in force, else, marked as not closed, the lines of their drafts."""
    sah = {v.laporan.ke: v for v in reversed(versi) if v.laporan_id != laporan.pk}
    bulan, kendala = [], []
    for p in laporan.periode.bulan:
        v = sah.get(p.ke)
        isi = baca(v.isi) if v else None
        draf = [_kendala(x) for x in isian if x.bulan_ke == p.ke and x.laporan_id != laporan.pk]
        kendala += [{**k, "bulan": p.nama, "ditutup": bool(isi)} for k in (isi["kendala"] if isi else draf)]
        bulan.append({"nama": p.nama, **_tutup(laporan, v), "angka": isi["total"] if isi else None})
    return {"bulan": bulan, "kendala_bulan": kendala}


def _tutup(laporan: LaporanBerkala, v: VersiLaporan | None) -> Isi:
    if v is None or v.diputus_pada is None:
        return {"versi": 0, "sha256": "", "disetujui": None}
    hari = v.diputus_pada.astimezone(laporan.satker.tz).date()
    return {"versi": v.nomor, "sha256": v.sha256, "disetujui": hari}
