"""A unit in April 2026 whose plan went half well in March; every figure of its report can be counted by hand."""

import datetime
from types import SimpleNamespace

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.jadwal.models import Jadwal, Kejadian
from zi.monev.laporan.services import ajukan, langkah, mulai
from zi.monev.models import ButirAgenda, LaporanBerkala, Rapat
from zi.pengungkit.models import AreaBaku
from zi.tindaklanjut.models import TindakLanjut

HARI_INI = "2026-04-05 02:00:00+00:00"
PERAN = ("ketua_tim", "koordinator", "anggota", "kepala", "admin_satker")


def hari(bulan, tanggal):
    return datetime.date(2026, bulan, tanggal)


def catat(baris, selesai, **lain):
    """One occurrence that ends on `selesai`."""
    jadwal = Jadwal.objects.create(
        baris=baris, teks="jadwal", jenis="tanggal", mulai=selesai, selesai=selesai, urutan=selesai.toordinal()
    )
    Kejadian.objects.filter(jadwal=jadwal).delete()
    return Kejadian.objects.create(jadwal=jadwal, tanggal_asal=selesai, mulai=selesai, selesai=selesai, **lain)


def area(rencana, kode, nomor, nama, urutan):
    baku = AreaBaku.objects.get_or_create(kode=kode, defaults={"nama": nama, "urutan": urutan})[0]
    return AreaFactory(rencana=rencana, kode=nomor, nomor_tertulis=nomor, nama=nama, area_baku=baku, urutan=urutan)


def selesai(hari_):
    return {"status": "selesai", "realisasi": hari_}


def dunia_laporan():
    satker = SatkerFactory(nama="Kantor Uji Laporan", kota="Mataram")
    orang_ = {j: orang(satker, j, pengguna__nama=f"Nama {j}") for j in PERAN}
    orang_["evaluator"] = orang(satker, "evaluator", tahun=2026)
    orang_["koordinator_lain"] = orang(satker, "koordinator", area="TL")
    rencana = RencanaFactory(satker=satker, judul="Rencana Kerja ZI", tahun_mulai=2026, tahun_selesai=2026)
    mp, tl = area(rencana, "MP", "I", "Manajemen Perubahan", 1), area(rencana, "TL", "II", "Penataan Tatalaksana", 2)
    tim = BarisFactory(tabel=TabelFactory(area=mp, urutan=1), no_tertulis="1", uraian="Menyusun tim kerja", urutan=1)
    monev = BarisFactory(tabel=tim.tabel, no_tertulis="2", uraian="Rapat monev bulanan", urutan=2)
    pos = BarisFactory(tabel=TabelFactory(area=tl, urutan=2), no_tertulis="1", uraian="Menata POS", urutan=1)
    kejadian = {
        "tim": catat(tim, hari(3, 10), **selesai(hari(3, 9))),
        "januari": catat(monev, hari(1, 20), catatan="Menunggu SK"),
        "februari": catat(monev, hari(2, 20), **selesai(hari(3, 12))),
        "maret": catat(monev, hari(3, 20), **selesai(hari(4, 3))),
        "april": catat(monev, hari(4, 20)),
        "pos": catat(pos, hari(3, 31)),
        "batal": catat(pos, hari(3, 25), status="batal", alasan="Digabung dengan akhir bulan"),
        "awal": catat(pos, hari(4, 30), **selesai(hari(3, 15))),
    }
    syarat = SyaratBukti.objects.create(baris=tim, teks="SK tim kerja", jenis=["sk"])
    SyaratBukti.objects.create(baris=pos, teks="POS bernomor", jenis=["pos"])
    berkas = Berkas.objects.create(satker=satker, judul="SK", diunggah_oleh=orang_["anggota"])
    PemenuhanBukti.objects.create(
        syarat=syarat,
        berkas=berkas,
        ditawarkan_oleh=orang_["anggota"],
        status="diterima",
        diverifikasi_oleh=orang_["ketua_tim"],
        diverifikasi_pada="2026-03-11T00:00Z",
    )
    d = SimpleNamespace(satker=satker, orang=orang_, rencana=rencana, mp=mp, tl=tl, kejadian=kejadian, syarat=syarat)
    d.baris = {"tim": tim, "monev": monev, "pos": pos}
    d.rapat, d.butir = rapat(d)
    d.tindak_lanjut = TindakLanjut.objects.create(
        satker=satker, uraian="Menandatangani SK", penanggung_jawab=orang_["anggota"], tenggat=hari(4, 1), area="MP"
    )
    return d


def rapat(d):
    """The monev meeting on March, closed, with one decision."""
    mulai_, akhir = (datetime.datetime(2026, 4, 2, j, tzinfo=d.satker.tz) for j in (9, 11))
    satu = Rapat.objects.create(
        satker=d.satker,
        periode=hari(3, 1),
        judul="Rapat monev Maret 2026",
        mulai=mulai_,
        selesai=akhir,
        tempat="Ruang rapat",
        status="selesai",
        ditutup_oleh=d.orang["ketua_tim"],
        ditutup_pada=akhir,
    )
    isi = {"teks": "POS belum selesai", "pembahasan": "Penyusun pindah tugas", "keputusan": "Menunjuk penyusun baru"}
    return satu, ButirAgenda.objects.create(rapat=satu, penanggung_jawab=d.orang["anggota"], **isi)


def buat(d, jenis="bulanan", ke=3):
    return mulai(d.satker, jenis, 2026, ke, oleh=d.orang["ketua_tim"])


def diajukan(d, jenis="bulanan", ke=3, catatan=""):
    laporan = buat(d, jenis, ke)
    ajukan(laporan, oleh=d.orang["ketua_tim"], catatan=catatan)
    return LaporanBerkala.objects.get(pk=laporan.pk)


def disetujui(d, jenis="bulanan", ke=3, catatan=""):
    laporan = diajukan(d, jenis, ke, catatan)
    langkah(laporan, "setujui", oleh=d.orang["kepala"])
    return LaporanBerkala.objects.get(pk=laporan.pk)
